import { useState } from "react";
import { PushButton } from "./push_button";

interface CopyButtonProps {
  text: string;
  children: string;
  isDisabled?: boolean;
  /** Whether the keyboard begins here. */
  isFirst?: boolean;
}

/** Copies the text, and says so. */
export function CopyButton({ text, children, isDisabled = false, isFirst = false }: CopyButtonProps) {
  const [told, tell] = useState<{ text: string; words: string } | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => tell({ text, words: "Copied" }),
      () => tell({ text, words: "Not allowed to copy: select it" }),
    );
  };
  // Of another text the words are no longer true.
  const words = told?.text === text ? told.words : "";
  return (
    <>
      <PushButton autoFocus={isFirst} isDisabled={isDisabled} onPress={copy}>
        {words || children}
      </PushButton>
      <span role="status" className="only-heard">
        {words}
      </span>
    </>
  );
}
