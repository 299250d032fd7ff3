// Reports: whatever a project holds, its Markdown shows just that.

import { marked, type Token, type Tokens } from "marked";
import { expect, it } from "vitest";
import { issueAddress, type ReportContent, reportText, reportTitle } from "../../web/src/links/report";
import { numbers, randomProject } from "./random_projects";

const problem = {
  path: "a.py",
  rule: "unresolved-reference",
  severity: "error",
  message: "`x` is not defined",
  line: 3,
  column: 7,
};

const contentOf = (more: Partial<ReportContent>): ReportContent => ({
  project: { files: [{ path: "a.py", text: "print(x)\n" }], active: "a.py" },
  python: 12,
  build: "3f2a91c0de",
  problems: [problem],
  chosen: null,
  trace: null,
  link: "https://example.com/#p1.AAAA",
  expected: "",
  observed: "",
  ...more,
});

const tokensOf = (text: string): Token[] => marked.lexer(text);

function blocksOf(text: string): string[] {
  return tokensOf(text).flatMap((token) => (token.type === "code" ? [(token as Tokens.Code).text] : []));
}

it("a report tells all that is needed to see it again", () => {
  const toml = { path: "pellucid.toml", text: '[environment]\npython-version = "3.12"\n' };
  const text = reportText(
    contentOf({
      project: { files: [{ path: "a.py", text: "print(x)\n" }, toml], active: "a.py" },
      chosen: problem,
      trace: "x: not bound",
      expected: "No error.",
      observed: "An error.",
    }),
  );
  const headings = tokensOf(text).flatMap((token) =>
    token.type === "heading" ? [(token as Tokens.Heading).text] : [],
  );
  expect(headings).toEqual([
    "Expected",
    "Observed",
    "To see it",
    "The name’s trace",
    "Diagnostics",
    "Configuration",
    "Files",
  ]);
  const said = "a.py:3:7: error[unresolved-reference] `x` is not defined";
  expect(blocksOf(text)).toEqual([said, "x: not bound", said, toml.text.trimEnd(), "print(x)"]);
  expect(text).toContain("Pellucid build `3f2a91c0de`, Python 3.12: <https://example.com/#p1.AAAA>");
  expect(text).toContain("No error.");
  expect(reportTitle(contentOf({ chosen: problem }))).toBe("unresolved-reference: `x` is not defined");
});

it("a report has the configuration wherever it stands, and colours what the page reads as Python", () => {
  const toml = { path: "pyproject.toml", text: '[tool.pellucid.environment]\npython-version = "3.9"\n' };
  const files = [toml, { path: "a.pyw", text: "x\n" }, { path: "script", text: "y\n" }];
  const text = reportText(contentOf({ project: { files, active: null }, problems: [] }));
  expect(text).toContain(`### Configuration\n\n\`\`\`toml\n${toml.text}`);
  expect(text).not.toContain("None beside the version.");
  expect(text.match(/```python/g)).toHaveLength(2);
});

it("no text ends its fence, and nothing of it is read as anything but text", () => {
  const files = [
    { path: "a.py", text: "```\n````\n<script>alert(1)</script>\n~~~\n# heading\n" },
    { path: "x`y``z`.py", text: "`".repeat(40) },
    { path: "new\nline\r\n# h.py", text: "" },
    { path: "`", text: "end without line end" },
    { path: "<img src=x onerror=alert(1)>", text: "</details>\n" },
  ];
  const text = reportText(contentOf({ project: { files, active: null }, problems: [] }));
  expect(blocksOf(text)).toEqual(files.map((file) => file.text.replace(/\n$/, "")));
  const kinds = new Set(tokensOf(text).map(({ type }) => type));
  expect([...kinds].sort()).toEqual(["code", "heading", "paragraph", "space"]);
  const rendered = marked.parse(text, { async: false });
  expect(rendered).not.toMatch(/<(script|img|details)/);
  expect(rendered).toContain("<code>x`y``z`.py</code>");
});

it("so for random projects", () => {
  const random = numbers(11);
  for (let round = 0; round < 100; ++round) {
    const { files } = randomProject(random);
    const text = reportText(contentOf({ project: { files, active: null }, problems: [] }));
    // Markdown, or this reader of it, has its own idea of line ends and tabs.
    const plain = (source: string) => source.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").replace(/\n$/, "");
    expect(blocksOf(text).map(plain)).toEqual(files.map((file) => plain(file.text)));
  }
});

it("an issue is filled in as long as an address can hold it", () => {
  const address = issueAddress("https://github.com/owner/name/", "A title & more", "Body #1\n");
  expect(address).toBe("https://github.com/owner/name/issues/new?title=A+title+%26+more&body=Body+%231%0A");
  expect(issueAddress("https://github.com/owner/name", "", "x".repeat(8000))).toBeNull();
});
