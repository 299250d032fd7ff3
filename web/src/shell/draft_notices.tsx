import type { DoneList } from "../model/done";
import type { Drafts } from "../model/draft";
import type { TroubleKind } from "../model/draft_keeper";
import { Notice } from "../ui/notice";
import { PushButton } from "../ui/push_button";
import { useStore } from "../ui/use_store";

const words: Readonly<Record<TroubleKind, string>> = {
  forbidden: "This browser keeps nothing for this page, so what you type is gone when the page is closed.",
  full: "The browser’s storage is full, so what you type is not saved. Delete drafts that you do not need.",
  newer: "A newer version of this page keeps the drafts in this browser, so this one saves nothing.",
  broken: "The browser’s storage does not work, so what you type is not saved.",
};

interface DraftNoticesProps {
  drafts: Drafts;
  done: DoneList;
  onDownload: () => void;
}

function SavingFails({ drafts, onDownload, trouble }: Omit<DraftNoticesProps, "done"> & { trouble: TroubleKind }) {
  return (
    <Notice
      role="alert"
      actions={
        <>
          <PushButton onPress={() => void drafts.retry()}>Try again</PushButton>
          <PushButton onPress={onDownload}>Download as zip</PushButton>
        </>
      }
    >
      {words[trouble]}
    </Notice>
  );
}

/** What there is to know about where one's work is. */
export function DraftNotices({ drafts, done, onDownload }: DraftNoticesProps) {
  const state = useStore(drafts.state);
  const shown = useStore(drafts.shown);
  const backToMine = async () => {
    const back = await drafts.backToMine();
    if (back !== null) done.tell("The changed copy could not be kept.", back);
  };
  const keepAsMine = async () => {
    const back = await drafts.keepAsMine();
    if (back !== null) done.tell("The draft that you had could not be kept.", back);
  };
  return (
    <>
      {shown.is === "shared" && (
        <Notice
          role="status"
          actions={
            <>
              <PushButton onPress={() => void keepAsMine()}>Keep as mine</PushButton>
              <PushButton onPress={() => void backToMine()}>Back to mine</PushButton>
            </>
          }
        >
          <b>A shared copy.</b> Your own draft is beside it, as you left it.
        </Notice>
      )}
      {shown.is === "copy" && (
        <Notice role="status" actions={<PushButton onPress={() => drafts.acceptCopy()}>Understood</PushButton>}>
          <b>A copy.</b> The draft itself is open in another tab; what you change here stays here.
        </Notice>
      )}
      {state.is === "failing" && <SavingFails drafts={drafts} onDownload={onDownload} trouble={state.trouble} />}
    </>
  );
}
