import { useEffect, useState } from "react";
import { siteOf } from "../../links/address";
import type { LinkNotice as Notes, Sharing } from "../../links/sharing";
import { Notice } from "../../ui/notice";
import { PushButton } from "../../ui/push_button";
import { rangeText } from "../../ui/range_text";
import { useStore } from "../../ui/use_store";

interface LinkNoticeProps {
  sharing: Sharing;
  /** With a build of the site; null is the newest one. */
  onCompare: (build: string | null) => void;
}

interface WordsProps {
  notes: Notes;
  build: string;
  hasMaker: boolean;
}

function Words({ notes: { trouble, madeBy, missing }, build, hasMaker }: WordsProps) {
  if (trouble !== null) return trouble;
  return (
    <>
      {missing !== null && (
        <>
          This link points at a problem <code>{missing.rule}</code> at {rangeText(missing.span)}, which this build does
          not find.{" "}
        </>
      )}
      {madeBy !== null && (
        <>
          This link was made by build <code>{madeBy}</code>
          {hasMaker ? ". " : ", which this site does not keep. "}
          What you see is by build <code>{build}</code>.
        </>
      )}
    </>
  );
}

/** Whether the site keeps the build; false until that is known. */
function useKept(sharing: Sharing, build: string | null): boolean {
  const [kept, setKept] = useState<string | null>(null);
  useEffect(() => {
    if (build !== null) void sharing.keeps(build).then((isKept) => setKept(isKept ? build : null));
  }, [sharing, build]);
  return build !== null && kept === build;
}

/** What there is to know about the link that was opened, and about a build that is not the newest. */
export function LinkNotice({ sharing, onCompare }: LinkNoticeProps) {
  const notes = useStore(sharing.notice);
  const { isKept } = siteOf(sharing.site.address);
  const madeBy = notes?.madeBy ?? null;
  const hasMaker = useKept(sharing, madeBy);
  return (
    <>
      {isKept && (
        <Notice
          role="status"
          actions={
            <>
              <PushButton onPress={() => onCompare(null)}>Compare with the latest</PushButton>
              <PushButton onPress={() => void sharing.openWith(null)}>Open with the latest</PushButton>
            </>
          }
        >
          This is build <code>{sharing.build}</code>, which the site keeps for links that it made.
        </Notice>
      )}
      {notes !== null && (
        <Notice
          role={notes.trouble !== null ? "alert" : "status"}
          actions={
            <>
              {hasMaker && (
                <>
                  <PushButton onPress={() => onCompare(madeBy)}>Compare the two</PushButton>
                  <PushButton onPress={() => void sharing.openWith(madeBy)}>Open with that build</PushButton>
                </>
              )}
              <PushButton onPress={() => sharing.dismiss()}>Put away</PushButton>
            </>
          }
        >
          <Words notes={notes} build={sharing.build} hasMaker={hasMaker} />
        </Notice>
      )}
    </>
  );
}
