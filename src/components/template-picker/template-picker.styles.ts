import {css} from 'lit';

/** What a template will say. */
export const templatePreview = css`
  .preview {
    margin: 0;
    padding: var(--_space-3);
    border-radius: var(--_radius-m);
    background: var(--_color-surface-sunken);
  }

  .preview p {
    margin: var(--_space-1) 0 0;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
    white-space: pre-wrap;
  }

  .preview mark {
    padding-inline: 2px;
    border-block-end: 1px dashed currentcolor;
    background: none;
    color: var(--_color-text-muted);
  }

  .field-error:empty {
    display: none;
  }
`;

export const templatePickerStyles = css`
  :host {
    display: block;
  }

  form {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
    padding: var(--_space-3);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-m);
  }

  .loading,
  .channel {
    margin: 0;
    color: var(--_color-text-muted);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--_space-2);
  }
`;
