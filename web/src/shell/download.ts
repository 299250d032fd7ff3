import type { Project } from "../model/project";

/** Hands the project over as a zip. What packs it is loaded when it is needed. */
export async function download(project: Project): Promise<void> {
  const { zipOf } = await import("../storage/zip");
  const address = URL.createObjectURL(new Blob([zipOf(project)], { type: "application/zip" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "project.zip";
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
