import { describe, expect, it } from "vitest";
import { SourceText, type TextEdit } from "../../web/src/model/source_text";

const edit = (line: number, column: number, endLine: number, endColumn: number, text: string): TextEdit => ({
  span: { start: { line, column }, end: { line: endLine, column: endColumn } },
  text,
});

function edited(text: string, ...edits: TextEdit[]): string {
  const source = new SourceText(text);
  source.apply(edits);
  return source.toString();
}

describe("SourceText", () => {
  it("keeps what an editor normalises away", () => {
    const text = "\uFEFFa = 1\r\nb = 2\nc = 3\rd = 4";
    const source = new SourceText(text);
    expect(source.toString()).toBe(text);
    expect(source.lineCount).toBe(4);
    expect(source.line(3)).toBe("c = 3");
    expect(source.normalized()).toBe("a = 1\nb = 2\nc = 3\nd = 4");
  });

  it("counts columns in UTF-16 units, without the mark", () => {
    expect(edited("\uFEFF😀 = e\u0301", edit(1, 3, 1, 4, "x"))).toBe("\uFEFF😀x= e\u0301");
    expect(edited("\uFEFFab", edit(1, 1, 1, 1, "x"))).toBe("\uFEFFxab");
  });

  it("gives new lines the end of the line they begin in", () => {
    expect(edited("a\r\nb\nc", edit(1, 2, 1, 2, "\nx"))).toBe("a\r\nx\r\nb\nc");
    expect(edited("a\r\nb\nc", edit(2, 2, 2, 2, "\nx"))).toBe("a\r\nb\nx\nc");
    expect(edited("a\r\nb", edit(2, 2, 2, 2, "\n"))).toBe("a\r\nb\r\n");
    expect(edited("a", edit(1, 2, 1, 2, "\r\nb"))).toBe("a\nb");
  });

  it("makes several edits at once", () => {
    expect(edited("one\ntwo\nthree", edit(3, 1, 3, 1, ">"), edit(2, 1, 2, 4, "2"), edit(1, 1, 1, 1, "\n"))).toBe(
      "\none\n2\n>three",
    );
    expect(edited("abc", edit(1, 1, 1, 2, "x"), edit(1, 3, 1, 4, "z"), edit(1, 2, 1, 2, "-"))).toBe("x-bz");
  });

  it("joins lines with the end of the last one", () => {
    expect(edited("a\r\nb\nc\rd", edit(1, 2, 3, 1, ""))).toBe("ac\rd");
  });

  it("keeps two line ends that come to stand together apart", () => {
    const source = new SourceText("a\rb\nc");
    expect(source.apply([edit(2, 1, 2, 2, "")])).toBeNull();
    expect(source.toString()).toBe("a\r\n\nc");
    expect(source.lineCount).toBe(3);
  });

  it("asks for the whole text when halves of a character meet or part", () => {
    expect(new SourceText("a😀b").apply([edit(1, 3, 1, 4, "")])).toBeNull();
    expect(new SourceText("a\ud83db").apply([edit(1, 3, 1, 3, "\ude00")])).toBeNull();
    expect(new SourceText("a😀b").apply([edit(1, 4, 1, 4, "😀")])).toEqual([edit(1, 4, 1, 4, "😀")]);
    expect(new SourceText("a😀b").apply([edit(1, 2, 1, 4, "")])).toEqual([edit(1, 2, 1, 4, "")]);
  });

  it("takes places outside for the nearest inside", () => {
    expect(edited("a\nb", edit(9, 9, 10, 1, "c"))).toBe("a\nbc");
    expect(edited("a\nb", edit(1, 7, 1, 9, "c"))).toBe("ac\nb");
  });

  it("does not stumble over many lines", () => {
    const many = "x\n".repeat(200_000);
    const source = new SourceText("a\nb");
    source.apply([edit(1, 2, 1, 2, many)]);
    expect(source.lineCount).toBe(200_002);
    source.apply([edit(1, 1, 200_002, 2, "")]);
    expect(source.toString()).toBe("");
  });
});
