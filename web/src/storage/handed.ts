/** A file, or a folder that can be read. */
export type Handed = File | FileSystemEntry;

/** What is dropped, which has to be held while the event lasts. */
export function handedBy(transfer: DataTransfer): Handed[] {
  return [...transfer.items].flatMap((item) => {
    const handed = item.kind === "file" ? (item.webkitGetAsEntry?.() ?? item.getAsFile()) : null;
    return handed === null ? [] : [handed];
  });
}
