import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface DialogProps {
  title: string;
  /** `sheet` comes from the bottom edge. */
  shape?: 'box' | 'sheet';
  onClose: () => void;
  children: ComponentChildren;
}

/**
 * A native modal dialog: the browser holds the focus inside, closes on Escape
 * and makes the rest inert. Mount it to open; the focus returns to its opener.
 */
export function Dialog({ title, shape = 'box', onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    const dialog = box.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === box.current) onClose();
  };
  return (
    <dialog ref={box} class={`dialog ${shape}`} aria-labelledby="dialog-title" onCancel={(event) => { event.preventDefault(); onClose(); }} onClick={closeOnBackdrop}>
      <div class="dialog-body">
        <h2 id="dialog-title" tabIndex={-1}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
