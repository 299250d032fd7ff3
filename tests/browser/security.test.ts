// The policy that the page carries holds, and nothing comes from elsewhere.

import { expect, Playground, test } from "./playground";

test.describe("the content security policy", () => {
  test("keeps text from becoming code, and requests at home", async ({ playground }) => {
    const { page } = playground;
    const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    const [evaluated, inline, fetched] = await page.evaluate(async () => {
      const attempt = async (work: () => unknown) => {
        try {
          return String(await work());
        } catch (error) {
          return (error as Error).name;
        }
      };
      // What a test evaluates directly may do anything.
      await new Promise((resolve) => setTimeout(resolve));
      const script = document.createElement("script");
      script.textContent = "document.title = 'injected'";
      document.body.append(script);
      return [
        // Indirect, as a library would do it.
        await attempt(() => Reflect.construct(Function, ["return 1"])()),
        document.title,
        await attempt(() => fetch("https://example.com/")),
      ];
    });
    expect([evaluated, inline, fetched]).toEqual(["EvalError", "Pellucid", "TypeError"]);
    playground.complaints.splice(0);
  });

  test("holds in the worker, which has it from its own response", async ({ playground }) => {
    const response = await playground.page.request.get(playground.checker()?.url() ?? "");
    expect(response.headers()["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval'");
    const tried = await playground.checker()?.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve));
      const attempts = [() => Reflect.construct(Function, ["return 1"])(), () => fetch("https://example.com/")];
      return Promise.all(
        attempts.map(async (attempt) => {
          try {
            return String(await attempt());
          } catch (error) {
            return (error as Error).name;
          }
        }),
      );
    });
    expect(tried).toEqual(["EvalError", "TypeError"]);
    playground.complaints.splice(0);
  });

  test("the header files of hosts say the same as the page", async ({ playground }) => {
    const content = await playground.page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    const file = await (await playground.page.request.get(`${process.env.PELLUCID_SITE}_headers`)).text();
    expect(file).toContain(`/*\n  Content-Security-Policy: ${content}\n`);
    expect(file).not.toMatch(/frame-ancestors|X-Frame-Options/);
  });

  test("all that is used comes from where the page is", async ({ page }) => {
    const elsewhere: string[] = [];
    const home = new URL(process.env.PELLUCID_SITE ?? "").origin;
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== "data:" && protocol !== "blob:" && origin !== home) elsewhere.push(request.url());
    });
    const playground = new Playground(page);
    await playground.open();
    await playground.tab(/slips/).click();
    await playground.goTo(10, 11);
    await page.keyboard.press("Control+.");
    await expect(page.locator(".action-widget").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("F1");
    await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
    expect(elsewhere).toEqual([]);
    expect(playground.complaints).toEqual([]);
  });
});
