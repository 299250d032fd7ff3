import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { newestPython, oldestPython } from "../generated/syntax";
import type { Workspace } from "../model/workspace";
import { Icon } from "../ui/icon";
import { useStore } from "../ui/use_store";
import { FileTabs } from "./file_tabs";
import styles from "./header.module.css";
import { part } from "./use_parts";

const minors = Array.from({ length: newestPython - oldestPython + 1 }, (_, step) => newestPython - step);

function PythonChoice({ workspace }: { workspace: Workspace }) {
  const minor = useStore(workspace.python);
  return (
    <Select className={styles.python} value={minor} onChange={(key) => workspace.setPython(Number(key))}>
      <Label>Python</Label>
      <Button>
        <SelectValue />
        <Icon name="chevron" />
      </Button>
      <Popover className={styles.popover}>
        <ListBox className={styles.versions}>
          {minors.map((version) => (
            <ListBoxItem key={version} id={version} textValue={`3.${version}`}>
              {`3.${version}`}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

interface HeaderProps {
  workspace: Workspace;
  isDark: boolean;
  onToggleTheme: () => void;
}

export function Header({ workspace, isDark, onToggleTheme }: HeaderProps) {
  return (
    <header className={styles.header} {...part}>
      <h1>Pellucid</h1>
      <FileTabs workspace={workspace} />
      <div className={styles.tools}>
        <PythonChoice workspace={workspace} />
        <Button
          className={styles.theme}
          aria-label={isDark ? "Use light colours" : "Use dark colours"}
          onPress={onToggleTheme}
        >
          <Icon name={isDark ? "sun" : "moon"} />
        </Button>
      </div>
    </header>
  );
}
