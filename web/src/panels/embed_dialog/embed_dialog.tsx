import { useEffect, useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import type { EmbedOptions } from "../../links/address";
import { embedAddress, embedSnippet } from "../../links/embed";
import type { Sharing } from "../../links/sharing";
import { tableNames, type Workspace } from "../../model/workspace";
import { Choice } from "../../ui/choice";
import { CopyButton } from "../../ui/copy_button";
import { Dialog } from "../../ui/dialog";
import { Toggle } from "../../ui/toggle";
import styles from "./embed_dialog.module.css";

interface EmbedDialogProps {
  sharing: Sharing;
  workspace: Workspace;
  isOpen: boolean;
  onClose: () => void;
}

const tables = tableNames.map((name, id) => ({ id, text: `${name[0]?.toUpperCase()}${name.slice(1)}` }));

const themes = [
  { id: 0, text: "as the reader’s system", theme: null },
  { id: 1, text: "light", theme: "light" },
  { id: 2, text: "dark", theme: "dark" },
] as const;

const heights = [320, 420, 560, 720].map((height) => ({ id: height, text: `${height} pixels` }));

function Embed({ sharing, workspace }: EmbedDialogProps) {
  const [fragment, setFragment] = useState<string | null>(null);
  const [height, setHeight] = useState(420);
  const [options, setOptions] = useState<EmbedOptions>(() => {
    const { view } = sharing.state(true);
    return { isReadOnly: false, theme: null, table: workspace.view.get().table, step: view?.step ?? null };
  });
  useEffect(() => void sharing.fragment(true).then(setFragment), [sharing]);
  const change = (part: Partial<EmbedOptions>) => setOptions({ ...options, ...part });
  if (fragment === null) return null;
  const address = embedAddress(sharing.site.address, options, fragment);
  const snippet = embedSnippet(address, height);
  return (
    <>
      <div className={styles.options}>
        <Choice
          label="Panel"
          options={tables}
          value={options.table === null ? null : tableNames.indexOf(options.table)}
          onChange={(id) => change({ table: tableNames[id] ?? null })}
        />
        <Choice
          label="Colours"
          options={themes}
          value={themes.find(({ theme }) => theme === options.theme)?.id ?? 0}
          onChange={(id) => change({ theme: themes[id]?.theme ?? null })}
        />
        <Choice label="Height" options={heights} value={height} onChange={setHeight} />
        <Toggle isOn={options.isReadOnly} onChange={(isReadOnly) => change({ isReadOnly })}>
          Only to be read
        </Toggle>
      </div>
      <div className={styles.snippet}>
        <TextField value={snippet} isReadOnly>
          <Label>HTML to put into your page</Label>
          <TextArea rows={3} />
        </TextField>
        <CopyButton text={snippet}>Copy HTML</CopyButton>
      </div>
      <h3 className={styles.heading}>As your readers will see it</h3>
      {/* Anew for every choice: of an address whose fragment alone differs nothing is loaded. */}
      <iframe key={address} className={styles.preview} style={{ height }} title="Preview" src={address} />
    </>
  );
}

/** HTML with which another page shows what is on the screen here. */
export function EmbedDialog(props: EmbedDialogProps) {
  return (
    <Dialog title="Embed in another page" isOpen={props.isOpen} onClose={props.onClose} width={880}>
      <Embed {...props} />
    </Dialog>
  );
}
