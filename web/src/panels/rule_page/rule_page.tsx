import { Suspense, use, useState } from "react";
import { Button } from "react-aria-components";
import type { PageBlock } from "../../generated/rule_pages";
import { rules } from "../../generated/syntax";
import type { RulePages } from "../../model/rule_pages";
import { CodeText } from "../../ui/code_text";
import { Dialog } from "../../ui/dialog";
import { useStore } from "../../ui/use_store";
import styles from "./rule_page.module.css";

let loaded: Promise<Readonly<Record<string, readonly PageBlock[]>>> | null = null;

// With the first page that is shown come all of them.
function loadPages() {
  loaded ??= import("../../generated/rule_pages").then(({ rulePages }) => rulePages);
  return loaded;
}

function Block({ block }: { block: PageBlock }) {
  if ("heading" in block) return <h3>{block.heading}</h3>;
  if ("code" in block) return <pre>{block.code}</pre>;
  return (
    <p>
      <CodeText text={block.text} />
    </p>
  );
}

function Blocks({ id }: { id: string }) {
  const blocks = use(loadPages())[id] ?? [];
  return blocks.map((block, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one page have no other name
    <Block key={place} block={block} />
  ));
}

interface RulePageProps {
  pages: RulePages;
  onSettings: () => void;
}

function Page({ id, onSettings }: { id: string; onSettings: () => void }) {
  const rule = rules.find((one) => one.id === id);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to */}
      <article className={styles.page} tabIndex={0} aria-label={`About ${id}`}>
        <p className={styles.facts}>
          {`${rule?.severity} unless it is set, in the group `}
          <code>{rule?.group}</code>
        </p>
        <Suspense fallback={<p>Loading</p>}>
          <Blocks id={id} />
        </Suspense>
      </article>
      <div className={styles.actions}>
        <Button onPress={onSettings}>Settings of rules</Button>
      </div>
    </>
  );
}

/** What a rule is about, with a wrong and a right example. */
export function RulePage({ pages, onSettings }: RulePageProps) {
  const shown = useStore(pages.shown);
  // While the dialog goes, it still says what it said.
  const [last, setLast] = useState(shown);
  if (shown !== null && shown !== last) setLast(shown);
  const settings = () => {
    pages.close();
    onSettings();
  };
  return (
    <Dialog title={last ?? ""} isOpen={shown !== null} onClose={() => pages.close()} width={640}>
      {last !== null && <Page id={last} onSettings={settings} />}
    </Dialog>
  );
}
