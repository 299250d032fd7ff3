import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { CloseButton } from "./close_button";
import styles from "./dialog.module.css";

interface DialogProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  /** Of its content, in pixels, where there is room for it. */
  width?: number;
  /** Called with the way to close it. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A question or a tool over the page, which waits meanwhile. On a small screen it is all of it. */
export function Dialog({ title, isOpen, onClose, width = 640, children }: DialogProps) {
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal data-modal className={styles.modal} style={{ "--dialog-width": `${width}px` } as React.CSSProperties}>
        <AriaDialog className={styles.dialog}>
          <div className={styles.head}>
            <Heading slot="title">{title}</Heading>
            <CloseButton label="Close" onPress={onClose} />
          </div>
          <div className={styles.body}>{typeof children === "function" ? children(onClose) : children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
