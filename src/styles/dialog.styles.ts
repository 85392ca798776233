import {css} from 'lit';

/** Modal dialogs, and the button in them that destroys something. */
export const dialogs = css`
  dialog {
    inline-size: min(var(--_dialog-size, 420px), calc(100vw - 2 * var(--_space-3)));
    max-inline-size: none;
    max-block-size: calc(100dvh - 2 * var(--_space-3));
    padding: 0;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-l);
    background: var(--_color-surface);
    box-shadow: 0 16px 48px rgb(0 0 0 / 28%);
    color: var(--_color-text);
    overflow: hidden;
  }

  dialog[open] {
    animation: appear var(--_motion-move) ease-out;
  }

  @keyframes appear {
    from {
      translate: 0 6px;
    }
  }

  dialog::backdrop {
    background: rgb(10 12 16 / 45%);
  }

  dialog h2 {
    margin: 0;
    font-size: 1.125em;
    font-weight: 600;
    line-height: 1.3;
  }

  button.danger {
    border-color: transparent;
    background: var(--_color-danger);
    color: var(--_color-surface);
  }

  button.danger:hover {
    background: color-mix(in srgb, var(--_color-danger) 88%, var(--_color-text));
  }

  button[aria-disabled='true'] {
    cursor: progress;
    opacity: 0.7;
  }

  @media (forced-colors: active) {
    button.danger {
      border-color: ButtonText;
    }
  }
`;

/** What is asked before something is done for ever, in such a dialog. */
export const questions = css`
  .question {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
    padding: var(--_space-5);
    overflow-y: auto;
  }

  .question p,
  .question blockquote {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .question-buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--_space-2);
    margin-block-start: var(--_space-2);
  }

  .question blockquote {
    padding-inline-start: var(--_space-3);
    border-inline-start: 3px solid var(--_color-border);
    color: var(--_color-text-muted);
    white-space: pre-line;
  }
`;
