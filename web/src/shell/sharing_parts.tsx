import { useEffect, useState } from "react";
import type { Sharing } from "../links/sharing";
import { repository } from "../model/build";
import type { Commands } from "../model/commands";
import type { NamesView } from "../model/names_view";
import type { Workspace } from "../model/workspace";
import { BugReport } from "../panels/bug_report/bug_report";
import { BuildComparison } from "../panels/build_comparison/build_comparison";
import { EmbedDialog } from "../panels/embed_dialog/embed_dialog";
import { LinkNotice } from "../panels/link_notice/link_notice";
import { ShareDialog } from "../panels/share_dialog/share_dialog";
import { useStore } from "../ui/use_store";

interface SharingPartsProps {
  workspace: Workspace;
  names: NamesView;
  commands: Commands;
  sharing: Sharing;
}

type Shown = "link" | "report" | "embed" | null;

const download = "files.download";

/** What the page says of the link it was opened with, and the dialogs that make links of what it shows. */
export function SharingParts({ workspace, names, commands, sharing }: SharingPartsProps) {
  const [shown, show] = useState<Shown>(null);
  const [compared, compare] = useState<string | null | undefined>(undefined);
  const hasDownload = useStore(commands.list).some(({ id }) => id === download);
  useEffect(
    () =>
      commands.register([
        {
          id: "share.link",
          title: "Share as a link…",
          group: "Project",
          shortcuts: ["Mod+S"],
          run: () => show("link"),
        },
        { id: "share.report", title: "Report a bug…", group: "Project", run: () => show("report") },
        { id: "share.embed", title: "Embed in another page…", group: "Project", run: () => show("embed") },
      ]),
    [commands],
  );
  const close = () => show(null);
  return (
    <>
      <LinkNotice sharing={sharing} onCompare={compare} />
      <ShareDialog
        sharing={sharing}
        isOpen={shown === "link"}
        onClose={close}
        onDownload={hasDownload ? () => void commands.run(download) : null}
        onReport={() => show("report")}
        onEmbed={() => show("embed")}
      />
      <BugReport {...{ sharing, workspace, names, repository }} isOpen={shown === "report"} onClose={close} />
      <EmbedDialog {...{ sharing, workspace }} isOpen={shown === "embed"} onClose={close} />
      <BuildComparison {...{ sharing, workspace }} other={compared} onClose={() => compare(undefined)} />
    </>
  );
}
