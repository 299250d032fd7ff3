import { expect, it, vi } from "vitest";
import { type Command, Commands, type KeyPress, shortcutText } from "../../web/src/model/commands";

function press(keys: string): KeyPress {
  const parts = keys.split("+");
  return {
    key: parts.at(-1) as string,
    ctrlKey: parts.includes("Ctrl"),
    metaKey: parts.includes("Meta"),
    altKey: parts.includes("Alt"),
    shiftKey: parts.includes("Shift"),
  };
}

const command = (id: string, more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: "View",
  run: () => {},
  ...more,
});

it("finds the command of the keys that are pressed", () => {
  const commands = new Commands();
  commands.register([
    command("palette", { shortcuts: ["Mod+Shift+P", "F1"] }),
    command("help", { shortcuts: ["?"] }),
    command("rename", { shortcuts: ["F2"], keysOf: "editor" }),
  ]);
  const pressed = (keys: string, isMac = false, isTyping = false) =>
    commands.pressed(press(keys), isMac, isTyping)?.id ?? null;
  expect(pressed("Ctrl+Shift+P")).toBe("palette");
  expect(pressed("Ctrl+Shift+p")).toBe("palette");
  expect(pressed("Ctrl+p")).toBe(null);
  expect(pressed("Meta+Shift+P")).toBe(null);
  expect(pressed("Meta+Shift+P", true)).toBe("palette");
  expect(pressed("Ctrl+Shift+P", true)).toBe(null);
  expect(pressed("F1", false, true)).toBe("palette");
  // Where the sign is on the keyboard differs.
  expect(pressed("Shift+?")).toBe("help");
  expect(pressed("?")).toBe("help");
  expect(pressed("Shift+?", false, true)).toBe(null);
  expect(pressed("F2")).toBe(null);
});

it("runs what can be run", () => {
  const commands = new Commands();
  const run = vi.fn();
  let isEnabled = false;
  commands.register([command("one", { run, isEnabled: () => isEnabled, shortcuts: ["F8"] })]);
  expect(commands.run("one")).toBe(false);
  expect(commands.pressed(press("F8"), false, false)).toBe(null);
  isEnabled = true;
  expect(commands.run("one")).toBe(true);
  expect(commands.run("another")).toBe(false);
  expect(run).toHaveBeenCalledTimes(1);
});

it("keeps groups together, and takes commands away again", () => {
  const commands = new Commands();
  const remove = commands.register([command("b", { group: "Help" }), command("a", { group: "Go" })]);
  commands.register([command("c", { group: "Go" })]);
  expect(commands.list.get().map(({ id }) => id)).toEqual(["a", "c", "b"]);
  expect(() => commands.register([command("c")])).toThrow("already");
  remove();
  expect(commands.list.get().map(({ id }) => id)).toEqual(["c"]);
});

it("shows shortcuts as the keyboard has them", () => {
  expect(shortcutText("Mod+Shift+P", false)).toBe("Ctrl+Shift+P");
  expect(shortcutText("Mod+Shift+P", true)).toBe("⌘⇧P");
  expect(shortcutText("Alt+ArrowUp", false)).toBe("Alt+Up");
});
