import { useEffect, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { linkTo, type Sharing } from "../../links/sharing";
import { CopyButton } from "../../ui/copy_button";
import { count } from "../../ui/counts";
import { Dialog } from "../../ui/dialog";
import { PushButton } from "../../ui/push_button";
import { Toggle } from "../../ui/toggle";
import styles from "./share_dialog.module.css";

interface ShareDialogProps {
  sharing: Sharing;
  isOpen: boolean;
  onClose: () => void;
  /** Gives the project as a file; null where that cannot be done. */
  onDownload: (() => void) | null;
  onReport: () => void;
  onEmbed: () => void;
}

// Where chats, and where trackers, mails and some servers end an address.
const shortEnough = 2000;
const shortEnoughForMost = 8000;

function Length({ characters }: { characters: number }) {
  const size = `${count(characters)} characters. `;
  if (characters <= shortEnough)
    return <p className={styles.length}>{size}Short enough for any chat, mail or tracker.</p>;
  const [role, words] =
    characters <= shortEnoughForMost
      ? (["status", "Some chats cut links after 2,000: see that all of it arrives."] as const)
      : (["alert", "Chats, mails and issue trackers cut links after 8,000 at the latest: a file is safer."] as const);
  return (
    <p className={styles.length} data-warns role={role}>
      {size}
      {words}
    </p>
  );
}

function Share({ sharing, onClose, onDownload, onReport, onEmbed }: ShareDialogProps) {
  const [hasView, setHasView] = useState(true);
  const [link, setLink] = useState("");
  useEffect(() => {
    let isWanted = true;
    void sharing.fragment(hasView).then((fragment) => {
      if (isWanted) setLink(linkTo(sharing.site.address, fragment));
    });
    return () => {
      isWanted = false;
    };
  }, [sharing, hasView]);
  const isLong = link.length > shortEnough;
  return (
    <>
      <p className={styles.words}>
        The link itself holds all files, and nothing is sent anywhere. Whoever opens it gets a copy of their own.
      </p>
      <div className={styles.link}>
        <TextField value={link} isReadOnly autoFocus>
          <Label>Link</Label>
          <Input onFocus={(event) => event.currentTarget.select()} />
        </TextField>
        <CopyButton text={link} isDisabled={link === ""}>
          Copy link
        </CopyButton>
      </div>
      {/* The line has its room from the beginning: what is below must not move away under the pointer. */}
      {link === "" ? <p className={styles.length}>Making the link …</p> : <Length characters={link.length} />}
      <Toggle isOn={hasView} onChange={setHasView}>
        With the open panel, what is selected, and the problem or step in question
      </Toggle>
      <div className={styles.actions}>
        <PushButton onPress={onEmbed}>Embed…</PushButton>
        <PushButton onPress={onReport}>Report a bug…</PushButton>
        {onDownload !== null && isLong && (
          <PushButton
            onPress={() => {
              onDownload();
              onClose();
            }}
          >
            Download as zip
          </PushButton>
        )}
        <span className={styles.build}>build {sharing.build}</span>
      </div>
    </>
  );
}

/** The project as a link. */
export function ShareDialog(props: ShareDialogProps) {
  return (
    <Dialog title="Share" isOpen={props.isOpen} onClose={props.onClose} width={560}>
      <Share {...props} />
    </Dialog>
  );
}
