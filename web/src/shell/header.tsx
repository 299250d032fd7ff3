import { Button } from "react-aria-components";
import { newestPython, oldestPython } from "../generated/syntax";
import type { Commands } from "../model/commands";
import type { FileActions } from "../model/file_actions";
import type { Workspace } from "../model/workspace";
import { Choice } from "../ui/choice";
import { Icon } from "../ui/icon";
import { MenuButton } from "../ui/menu_button";
import { useStore } from "../ui/use_store";
import { FileTabs } from "./file_tabs";
import styles from "./header.module.css";
import { projectMenu } from "./project_menu";
import { part } from "./use_parts";

const versions = Array.from({ length: newestPython - oldestPython + 1 }, (_, step) => ({
  id: newestPython - step,
  text: `3.${newestPython - step}`,
}));

function PythonChoice({ workspace }: { workspace: Workspace }) {
  const minor = useStore(workspace.python);
  return (
    <Choice label="Python" options={versions} value={minor} onChange={(version) => workspace.setPython(version)} />
  );
}

interface HeaderProps {
  workspace: Workspace;
  files: FileActions;
  commands: Commands;
  isDark: boolean;
  onToggleTheme: () => void;
}

export function Header({ workspace, files, commands, isDark, onToggleTheme }: HeaderProps) {
  return (
    <header className={styles.header} {...part}>
      <h1>Pellucid</h1>
      <FileTabs workspace={workspace} files={files} />
      <div className={styles.tools}>
        <span data-tour-stop="project">
          <MenuButton label="Project" groups={() => projectMenu(commands)} />
        </span>
        <Button className={styles.share} onPress={() => void commands.run("share.link")}>
          Share
        </Button>
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
