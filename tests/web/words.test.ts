import { expect, it, vi } from "vitest";

it("numbers are grouped as the browser would", async () => {
  const { count, plural } = await import("../../web/src/ui/counts");
  for (const number of [0, 7, 12, 999, 1000, 12_345, 123_456, 1_234_567, -1, -123, -1234, 2 ** 31])
    expect(count(number)).toBe(new Intl.NumberFormat("en").format(number));
  expect([plural(1, "node"), plural(1000, "node")]).toEqual(["1 node", "1,000 nodes"]);
});

it("no format of the browser's is made before something is told with it", async () => {
  let made = 0;
  const counting = <Format extends new (...given: never[]) => object>(format: Format) =>
    new Proxy(format, {
      construct(of, given, target) {
        made += 1;
        return Reflect.construct(of, given, target);
      },
    });
  const { NumberFormat, DateTimeFormat } = Intl;
  vi.stubGlobal("Intl", { NumberFormat: counting(NumberFormat), DateTimeFormat: counting(DateTimeFormat) });
  vi.resetModules();
  await import("../../web/src/ui/counts");
  const { whenWords } = await import("../../web/src/panels/drafts/when");
  expect(made).toBe(0);
  const at = new Date(2026, 2, 3, 14, 5).getTime();
  expect(whenWords(at, at)).toMatch(/05/);
  expect(whenWords(at, at)).toMatch(/05/);
  expect(made).toBe(3);
  vi.unstubAllGlobals();
});
