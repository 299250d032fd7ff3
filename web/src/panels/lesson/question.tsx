import { type KeyboardEvent, useRef } from "react";
import type { Choice } from "../../lessons/choices";
import type { Question as Asked } from "../../lessons/lesson";
import type { Answering, LessonView } from "../../lessons/lesson_view";
import { CodeText } from "../../ui/code_text";
import { Icon } from "../../ui/icon";
import { PushButton } from "../../ui/push_button";
import styles from "./lesson.module.css";
import { Words } from "./words";

interface ChoiceWordsProps {
  choice: Choice;
  /** Whether the step has several files. */
  isFileSaid: boolean;
}

function ChoiceWords({ choice: { binding, meaning }, isFileSaid }: ChoiceWordsProps) {
  if (binding === null)
    return meaning.is === "builtin"
      ? "None of these: a builtin, which Python brings along"
      : "Nothing: Python raises an error here";
  const { path, span, source, scope } = binding;
  const place = isFileSaid ? `${path}, line ${span.start.line}` : `Line ${span.start.line}`;
  return (
    <>
      <code>{source}</code>
      <span className={styles.place}>
        {place}
        {scope !== null && (
          <>
            , in <CodeText text={scope} />
          </>
        )}
      </span>
    </>
  );
}

/** What is said of the last choice. */
function feedback({ choices, chosen, isDone, isShown }: Answering, name: string): string {
  const last = choices?.[chosen.at(-1) ?? -1];
  if (isShown) return "This is what it means. The trace below tells why.";
  if (last === undefined || choices === null) return "";
  const left = choices.filter(({ isRight }, at) => isRight && !chosen.includes(at)).length;
  if (last.isRight) {
    if (isDone)
      return chosen.length === 1 ? "Right, at once. The trace below tells why." : "Right. The trace below tells why.";
    return `Yes, it may be that one. There ${left === 1 ? "is one more" : `are ${left} more`}.`;
  }
  if (last.binding === null)
    return last.meaning.is === "builtin"
      ? `Something in the source binds \`${name}\` before Python looks among the builtins.`
      : `Python does find a \`${name}\`.`;
  const where = last.binding.scope === null ? "" : ` in ${last.binding.scope}`;
  return `Not that one: line ${last.binding.span.start.line} binds a \`${name}\`${where}, which is another variable here or another time. Have another look.`;
}

interface QuestionProps {
  view: LessonView;
  question: Asked;
  answering: Answering;
  isFileSaid: boolean;
}

/** A question, and what there is to choose from. A number chooses, and so does a click into the source. */
export function Question({ view, question, answering, isFileSaid }: QuestionProps) {
  const list = useRef<HTMLOListElement>(null);
  const { choices, chosen, isDone } = answering;
  const said = feedback(answering, question.asked.name);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      buttons.at((here + (event.key === "ArrowDown" ? 1 : -1)) % buttons.length)?.focus();
    }
  };

  return (
    <section className={styles.question} aria-label="Question">
      <div className={styles.asked}>
        <Words words={question.words} />
      </div>
      {choices === null ? (
        <p className={styles.waiting}>The checker is looking through the source.</p>
      ) : (
        <>
          {!isDone && <p className={styles.how}>Click the binding in the source, or choose here: a number will do.</p>}
          <ol ref={list} className={styles.choices} onKeyDown={onKeyDown}>
            {choices.map((choice, at) => {
              if (isDone && !chosen.includes(at)) return null;
              const state = !chosen.includes(at) ? "open" : choice.isRight ? "right" : "wrong";
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: choices of one question stay where they are
                <li key={at} data-state={state}>
                  <button
                    type="button"
                    className={styles.option}
                    aria-disabled={isDone || state !== "open" || undefined}
                    onClick={() => view.choose(at)}
                  >
                    <span className={styles.number}>
                      {state === "open" ? at + 1 : <Icon name={state === "right" ? "check" : "close"} />}
                    </span>
                    <span className={styles.choice}>
                      <ChoiceWords choice={choice} isFileSaid={isFileSaid} />
                    </span>
                    {state !== "open" && (
                      <span className="only-heard">{state === "right" ? ", right" : ", tried"}</span>
                    )}
                  </button>
                </li>
              );
            })}
          </ol>
        </>
      )}
      <p role="status" className={styles.feedback} data-done={isDone || undefined}>
        <CodeText text={said} />
      </p>
      {choices !== null && !isDone && chosen.length > 0 && (
        <PushButton onPress={() => view.reveal()}>Show the answer</PushButton>
      )}
    </section>
  );
}
