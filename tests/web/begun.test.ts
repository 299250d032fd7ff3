import { describe, expect, it } from "vitest";
import { changeBetween } from "../../web/src/model/begun";
import { SourceText } from "../../web/src/model/source_text";
import { numbers } from "./random_projects";

describe("the change between two texts", () => {
  it("is none where they are equal", () => {
    expect(changeBetween("a\nb", "a\nb")).toBeNull();
  });

  it("is the smallest", () => {
    expect(changeBetween("one\ntwo", "one\ntxwo")).toEqual({
      span: { start: { line: 2, column: 2 }, end: { line: 2, column: 2 } },
      text: "x",
    });
    expect(changeBetween("aa", "aaa")?.text).toBe("a");
    expect(changeBetween("aaa", "aa")?.text).toBe("");
  });

  it("takes characters of two units as they are", () => {
    // Both halves differ in one unit alone: 😀 is D83D DE00, 😁 D83D DE01, and 🨀 D83E DE00.
    expect(changeBetween("x😀y", "x😁y")?.text).toBe("😁");
    expect(changeBetween("x😀y", "x🨀y")?.text).toBe("🨀");
    expect(changeBetween("😀", "😀😀")?.text).toBe("😀");
  });

  it("leads from any text to any other", () => {
    const random = numbers(5);
    const letters = ["a", "b", "\n", "😀", "😁", "🨀", "e\u0301"];
    const text = () =>
      Array.from({ length: Math.floor(random() * 8) }, () => letters[Math.floor(random() * 7)]).join("");
    for (let i = 0; i < 5000; ++i) {
      const [before, after] = [text(), text()];
      const source = new SourceText(before);
      const change = changeBetween(before, after);
      // The checker takes the same edit: no character is torn.
      if (change !== null) expect(source.apply([change])).not.toBeNull();
      expect(source.toString()).toBe(after);
    }
  });
});
