import { useMemo, useState } from "react";
import { Button } from "react-aria-components";
import { platforms, type Setting, settings } from "../../generated/configuration";
import { defaultPython, newestPython, oldestPython } from "../../generated/syntax";
import { configurationPaths, pythonPath } from "../../model/configuration";
import type { Span } from "../../model/place";
import type { RulePages } from "../../model/rule_pages";
import { type GroupSetting, type RuleSetting, readForm } from "../../model/settings_form";
import type { Workspace } from "../../model/workspace";
import { CodeText } from "../../ui/code_text";
import { Pick } from "../../ui/pick";
import { useDerived, useStore } from "../../ui/use_store";
import styles from "./settings.module.css";

const versions = Array.from({ length: newestPython - oldestPython + 1 }, (_, step) => `3.${newestPython - step}`);

/** What writes a setting under a key of the file; null where the project is only read. */
type Configure = ((key: readonly string[], value: string | null) => void) | null;

interface RowProps {
  configure: Configure;
  pages: RulePages;
  rule: RuleSetting;
}

function Row({ configure, pages, rule: { id, summary, own, usual } }: RowProps) {
  return (
    <li className={styles.rule} data-ignored={(own ?? usual) === "ignore"}>
      <div className={styles.about}>
        <button type="button" className={styles.name} title="What this rule is about" onClick={() => pages.show(id)}>
          {id}
        </button>
        <p>
          <CodeText text={summary} />
        </p>
      </div>
      <Pick<Setting>
        label={id}
        isLabelHidden
        values={settings}
        value={own}
        none={`usual (${usual})`}
        onChange={configure && ((value) => configure(["rules", id], value))}
      />
    </li>
  );
}

interface GroupProps {
  configure: Configure;
  pages: RulePages;
  group: GroupSetting;
}

function Group({ configure, pages, group: { name, own, rules } }: GroupProps) {
  return (
    <section className={styles.group} aria-labelledby={`rules-${name}`}>
      <div className={styles.head}>
        <h3 id={`rules-${name}`}>{name}</h3>
        <Pick<Setting>
          label={`All of ${name}`}
          values={settings}
          value={own}
          none="each as it is"
          onChange={configure && ((value) => configure(["rules", name], value))}
        />
      </div>
      <ul>
        {rules.map((rule) => (
          <Row key={rule.id} configure={configure} pages={pages} rule={rule} />
        ))}
      </ul>
    </section>
  );
}

/** Groups with the rules that have the words, if any are typed. */
function matching(groups: readonly GroupSetting[], words: string): readonly GroupSetting[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ id, summary }: RuleSetting, group: string) => {
    const text = `${group} ${id} ${summary}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  return groups
    .map((group) => ({ ...group, rules: group.rules.filter((rule) => matches(rule, group.name)) }))
    .filter(({ rules }) => rules.length > 0);
}

interface SettingsProps {
  workspace: Workspace;
  pages: RulePages;
  isReadOnly?: boolean | undefined;
  onJump: (span: Span) => void;
}

function Fault({ workspace, onJump }: { workspace: Workspace; onJump: (span: Span) => void }) {
  const { faults, file } = useStore(workspace.configured);
  const [fault] = faults;
  if (fault === undefined || file === null) return null;
  const jump = () => {
    workspace.activate(file);
    onJump({ start: fault.at, end: fault.at });
  };
  return (
    <div role="alert" className={styles.fault}>
      <p>
        {`Line ${fault.at.line}: `}
        <CodeText text={fault.message} />. Until it is mended, what the file said before is followed.
      </p>
      <Button onPress={jump}>Go there</Button>
    </div>
  );
}

/** How files are checked. The form and the file say the same, and either can be changed. */
export function SettingsPanel({ workspace, pages, isReadOnly = false, onJump }: SettingsProps) {
  useStore(workspace.tabs);
  const configure: Configure = isReadOnly ? null : (key, value) => workspace.configure(key, value);
  const [words, setWords] = useState("");
  const file = workspace.configurationFile();
  const path = file?.path ?? configurationPaths[0];
  const text = useDerived(workspace.edits, () =>
    file === null ? "" : (workspace.file(file.id)?.text.toString() ?? ""),
  );
  const form = useMemo(() => readForm(path, text), [path, text]);
  const show = () => (file === null ? workspace.create(path) : workspace.activate(file.id));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to
    <div className={styles.panel} role="group" aria-label="Settings" tabIndex={0}>
      <div className={styles.kept}>
        <p>
          Kept in the project as <code>{path}</code>, which the command reads, too.
        </p>
        {(file !== null || !isReadOnly) && (
          <Button onPress={show}>{file === null ? "Make the file" : "Show the file"}</Button>
        )}
      </div>
      <Fault workspace={workspace} onJump={onJump} />
      {form.unfollowed.map(({ name, instead }) => (
        <p key={name} role="note" className={styles.unfollowed}>
          <code>{name}</code>
          {` has no effect here: ${instead}. The command follows it.`}
        </p>
      ))}
      <div className={styles.environment}>
        <Pick
          label="Python"
          values={versions}
          value={form.python === null ? null : `3.${form.python}`}
          none={`usual (3.${defaultPython})`}
          onChange={configure && ((value) => configure(pythonPath, value))}
        />
        <Pick
          label="Platform"
          values={platforms}
          value={form.platform}
          none="usual (linux)"
          onChange={configure && ((value) => configure(["environment", "python-platform"], value))}
        />
        <label className={styles.filter}>
          Find a rule
          <input type="search" value={words} onChange={(event) => setWords(event.target.value)} />
        </label>
      </div>
      {matching(form.groups, words).map((group) => (
        <Group key={group.name} configure={configure} pages={pages} group={group} />
      ))}
    </div>
  );
}
