// Files, folders and zips as a browser hands them over.

import { Gathering, type Incoming, incomingLimits, projectOf, projectOfFolder } from "../model/incoming";
import type { Arrival } from "../model/opening";
import type { Handed } from "./handed";
import { isZip, unzip, ZipProblem } from "./zip";

interface Found {
  readonly path: string;
  readonly file: File;
}

const isEntry = (handed: Handed): handed is FileSystemEntry => "isDirectory" in handed;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A browser gives them out a hundred at a time. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return children.sort((a, b) => (a.name < b.name ? -1 : 1));
    children.push(...some);
    if (children.length > incomingLimits.files) return children;
  }
}

/** Every file below, with its path from where the dropped one stands. Each folder is asked for when the ones before are done. */
async function* filesOf(handed: readonly Handed[], gathering: Gathering): AsyncGenerator<Found> {
  const stack: { readonly path: string; readonly handed: Handed }[] = handed
    .map((one) => ({ path: one.name, handed: one }))
    .reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { path } = next;
    try {
      if (!isEntry(next.handed)) yield { path: next.handed.webkitRelativePath || path, file: next.handed };
      else if (next.handed.isFile) yield { path, file: await fileOf(next.handed as FileSystemFileEntry) };
      else if (!gathering.isOver && !gathering.passesOver(path)) {
        const children = await childrenOf(next.handed as FileSystemDirectoryEntry);
        stack.push(...children.reverse().map((child) => ({ path: `${path}/${child.name}`, handed: child })));
      }
    } catch {
      gathering.leaveOut(path, "it cannot be read");
    }
  }
}

async function zipArrival(file: File, bytes: Uint8Array): Promise<Arrival> {
  try {
    const { isFolder, ...incoming } = unzip(bytes);
    const project = isFolder ? projectOfFolder(incoming.files) : projectOf(incoming.files);
    return { is: "project", name: file.name, project, ...incoming };
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error;
    return { is: "problem", text: `${file.name} cannot be opened: ${error.message}.` };
  }
}

const largestZip = 100_000_000;

/** Reads all of it, as far as is bearable. */
export async function arrivalOf(handed: readonly Handed[]): Promise<Arrival> {
  const gathering = new Gathering();
  const isWhole = handed.some((one) => (isEntry(one) ? one.isDirectory : one.webkitRelativePath !== ""));
  for await (const { path, file } of filesOf(handed, gathering)) {
    try {
      if (handed.length === 1 && !isWhole) {
        const isArchive = isZip(new Uint8Array(await file.slice(0, 4).arrayBuffer()));
        if (isArchive && file.size > largestZip)
          return { is: "problem", text: `${file.name} cannot be opened: it is larger than 100 MB.` };
        if (isArchive) return await zipArrival(file, new Uint8Array(await file.arrayBuffer()));
      }
      const wanted = gathering.wants(path, file.size);
      if (wanted !== null) gathering.take(wanted, new Uint8Array(await file.arrayBuffer()));
    } catch {
      gathering.leaveOut(path, "it cannot be read");
    }
  }
  const incoming: Incoming = gathering.all;
  if (!isWhole) return { is: "files", ...incoming };
  const name = handed.length === 1 ? (incoming.files[0]?.path.split("/")[0] ?? "The folder") : "What was dropped";
  return { is: "project", name, project: projectOfFolder(incoming.files), ...incoming };
}
