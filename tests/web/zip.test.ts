import { deflateSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { incomingLimits, leftOutWords, projectOf, projectOfFolder } from "../../web/src/model/incoming";
import { inflateAtMost } from "../../web/src/model/inflate";
import { pathProblem, projectPath } from "../../web/src/model/paths";
import type { Project } from "../../web/src/model/project";
import { isZip, unzip, ZipProblem, zipOf } from "../../web/src/storage/zip";
import { numbers, randomProject } from "./random_projects";

const utf8 = new TextEncoder();

/** As a file system has it: paths that are paths, and whole characters. */
function tame(project: Project): Project {
  const files = new Map(
    project.files.map(({ path, text }, i) => {
      const names = path.split("/").map((name) => name.toWellFormed().replace(/[\\:]|\p{Cc}/gu, "_"));
      const tamed = `${i}/${names.map((name) => (/^\.*$/.test(name) ? "_" : name)).join("/")}`.slice(0, 900);
      return [tamed, { path: tamed, text: text.toWellFormed() }] as const;
    }),
  );
  return { files: [...files.values()], active: null };
}

/** A zip of one entry that says what it is told to. */
function zipSaying(
  change: (view: DataView, list: number) => void,
  content: Uint8Array = utf8.encode("x = 1\n"),
): Uint8Array {
  const bytes = zipSync({ "a.py": content });
  const view = new DataView(bytes.buffer);
  change(view, view.getUint32(bytes.length - 6, true));
  return bytes;
}

const reasons = (bytes: Uint8Array) => unzip(bytes).leftOut.map(({ because }) => because);

describe("a zip", { timeout: 30_000 }, () => {
  it("holds 200 random projects as they are", () => {
    const random = numbers(5);
    for (let i = 0; i < 200; ++i) {
      const project = tame(randomProject(random));
      const bytes = zipOf(project);
      expect(isZip(bytes)).toBe(true);
      expect(unzip(bytes)).toEqual({ files: project.files, leftOut: [], isFolder: false });
    }
  });

  it("holds long texts, long names and none", () => {
    const text = Array.from({ length: 60_000 }, (_, i) => `name_${i} = '値'\r\n`).join("");
    const files = [
      { path: "large.py", text },
      { path: `${"ordner/".repeat(100)}${"ü".repeat(200)}.py`, text: "" },
      { path: "__proto__", text: "\uFEFFx" },
    ];
    expect(unzip(zipOf({ files, active: null })).files).toEqual(files);
    expect(unzip(zipOf({ files: [], active: null })).files).toEqual([]);
  });

  it("made elsewhere is read", () => {
    const bytes = zipSync({
      "repo-main/": new Uint8Array(),
      "repo-main/a.py": [utf8.encode("stored"), { level: 0 }],
      "repo-main/b/c.pyi": utf8.encode("deflated"),
      "repo-main/.git/config": utf8.encode("passed over"),
      "__MACOSX/repo-main/a.py": utf8.encode("passed over"),
      "repo-main/image.png": utf8.encode("no text"),
      "repo-main/data.bin": Uint8Array.of(0xff, 0xfe, 0xfd),
    });
    const { files, leftOut } = unzip(bytes);
    expect(files).toEqual([
      { path: "repo-main/a.py", text: "stored" },
      { path: "repo-main/b/c.pyi", text: "deflated" },
    ]);
    expect(leftOut.map(({ because }) => because)).toEqual(["it is no text", "it is no text"]);
    expect(projectOfFolder(files)).toEqual({
      files: [
        { path: "a.py", text: "stored" },
        { path: "b/c.pyi", text: "deflated" },
      ],
      active: "a.py",
    });
  });

  it("has names in whatever letters", () => {
    // "ä.py": in UTF-8 that nothing announces, and in the old code page.
    const named = (letters: number[]) =>
      zipSaying((view, list) => {
        for (const [i, letter] of letters.entries()) view.setUint8(list + 46 + i, letter);
      });
    expect(unzip(named([0xc3, 0xa4])).files[0]?.path).toBe("äpy");
    expect(unzip(named([0x84])).files[0]?.path).toBe("ä.py");
  });

  it("leaves out what would leave the project", () => {
    const paths = ["../up.py", "a/../../up.py", "/etc/passwd", "C:\\windows\\x.py", "..\\up.py", "a//b.py", "a\nb.py"];
    const bytes = zipSync(Object.fromEntries([...paths, "good\\deep.py"].map((path) => [path, utf8.encode("x")])));
    const { files, leftOut } = unzip(bytes);
    expect(files).toEqual([{ path: "good/deep.py", text: "x" }]);
    expect(leftOut.length).toBe(paths.length);
    expect(leftOutWords(leftOut)).toBe(" ../up.py and 6 others were left out, since it leads out of the project.");
  });

  it("is unpacked no further than is bearable", () => {
    const large = new Uint8Array(incomingLimits.fileBytes + 1).fill(32);
    expect(reasons(zipSync({ "a.py": large }, { level: 1 }))).toEqual(["it is larger than 16 MB"]);
    const many = Object.fromEntries(
      Array.from({ length: incomingLimits.files + 2 }, (_, i) => [`f${i}.py`, new Uint8Array()] as const),
    );
    expect(reasons(zipSync(many, { level: 0 }))).toEqual(Array(2).fill("there are more than 5,000 files"));
    const half = new Uint8Array(incomingLimits.fileBytes - 10).fill(32);
    const sum = Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`f${i}.py`, half] as const));
    expect(reasons(zipSync(sum, { level: 1 }))).toEqual(Array(2).fill("all of it is larger than 32 MB"));
    // It says that it is small.
    const bomb = zipSaying((view, list) => view.setUint32(list + 24, 1000, true), new Uint8Array(20_000_000));
    expect(reasons(bomb)).toEqual(["it is larger than the zip says"]);
  });

  it("that cannot be read says why", () => {
    expect(reasons(zipSaying((view, list) => view.setUint16(list + 8, 1, true)))).toEqual(["it is encrypted"]);
    expect(reasons(zipSaying((view, list) => view.setUint16(list + 10, 12, true)))).toEqual([
      "it is packed in a way that is not known here",
    ]);
    expect(reasons(zipSaying((view, list) => view.setUint32(list + 20, 1, true)))).toEqual(["it is damaged"]);
    expect(reasons(zipSaying((view, list) => view.setUint32(list + 42, 7, true)))).toEqual(["it is damaged"]);
    expect(() => unzip(zipSync({ "a.py": utf8.encode("x") }).subarray(0, 60))).toThrow(ZipProblem);
    expect(() => unzip(utf8.encode("PK\u0003\u0004"))).toThrow(ZipProblem);
    expect(() => unzip(new Uint8Array())).toThrow(ZipProblem);
  });

  it("that is damaged anywhere ends in words, and soon", () => {
    const random = numbers(9);
    const below = (end: number) => Math.floor(random() * end);
    const whole = zipOf({
      files: Array.from({ length: 5 }, (_, i) => ({
        path: `f${i}/${"n".repeat(i)}.py`,
        text: `x = ${i}\n`.repeat(200),
      })),
      active: null,
    });
    for (let i = 0; i < 1000; ++i) {
      const bytes = whole.slice(0, below(4) === 0 ? below(whole.length) : whole.length);
      for (let change = below(6); change >= 0; --change) {
        const near = below(2) === 0 ? Math.max(0, bytes.length - 400) + below(400) : below(bytes.length);
        bytes[near] = below(3) === 0 ? 0xff : below(256);
      }
      try {
        for (const { path } of unzip(bytes).files) expect(pathProblem(path)).toBeNull();
      } catch (error) {
        expect(error).toBeInstanceOf(ZipProblem);
      }
    }
  });
});

describe("bytes", { timeout: 30_000 }, () => {
  it("are unpacked as far as is said", () => {
    const content = utf8.encode("x".repeat(100_000));
    const packed = deflateSync(content);
    expect(inflateAtMost(packed, 100_000)).toEqual(content);
    expect(inflateAtMost(packed, 99_999)).toBe("too large");
    expect(inflateAtMost(packed.subarray(0, 20), 100_000)).toBe("damaged");
    expect(inflateAtMost(Uint8Array.of(7, 7, 7), 10)).toBe("damaged");
    const bomb = deflateSync(new Uint8Array(20_000_000));
    expect(inflateAtMost(bomb, 1000)).toBe("too large");
  });
});

describe("a project", () => {
  it("out of a folder has the folder for its root, unless that is a package", () => {
    const files = ["shop/main.py", "shop/lib/x.py"].map((path) => ({ path, text: "" }));
    expect(projectOfFolder(files).files.map(({ path }) => path)).toEqual(["main.py", "lib/x.py"]);
    const package_ = [...files, { path: "shop/__init__.py", text: "" }];
    expect(projectOfFolder(package_).files).toEqual(package_);
    const two = [...files, { path: "other/x.py", text: "" }];
    expect(projectOfFolder(two).files).toEqual(two);
    expect(projectOf([{ path: "a/README", text: "" }, ...files]).active).toBe("shop/main.py");
    expect(projectOfFolder([])).toEqual({ files: [], active: null });
  });

  it("has paths that lead nowhere else", () => {
    for (const good of ["a", "a.py", "a/b.py", ".hidden", "a/..b", "名前.py", "a b"])
      expect(pathProblem(good)).toBeNull();
    for (const bad of ["", "/", "/a", "a/", "a//b", "..", "a/../b", "./a", "c:/x", "a\0", "\ud800", "a".repeat(1001)])
      expect(pathProblem(bad)).not.toBeNull();
    expect(projectPath("./a\\b")).toBe("a/b");
  });
});
