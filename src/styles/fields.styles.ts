import {css} from 'lit';

/** Fields of forms: one column, labels above, what is wrong below. */
export const fields = css`
  .field {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .field > label,
  .field > legend,
  .label {
    padding: 0;
    font-size: var(--_font-size-small);
    font-weight: 500;
    overflow-wrap: anywhere;
  }

  .field > legend {
    margin-block-end: var(--_space-1);
  }

  input:not([type='radio']),
  textarea,
  select {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 36px;
    margin: 0;
    padding-block: 7px;
    padding-inline: var(--_space-3);
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-m);
    background: var(--_color-surface);
    color: inherit;
    font: inherit;
    line-height: 1.4;
  }

  textarea {
    max-block-size: 12lh;
    overflow-wrap: anywhere;
    resize: vertical;
    field-sizing: content;
  }

  /* Grows by itself. */
  @supports (field-sizing: content) {
    textarea {
      resize: none;
    }
  }

  select {
    text-overflow: ellipsis;
    cursor: pointer;
  }

  option {
    background: var(--_color-surface);
    color: var(--_color-text);
  }

  input[type='radio'] {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_color-accent);
  }

  input::placeholder,
  textarea::placeholder {
    color: var(--_color-text-muted);
    opacity: 1;
  }

  input:read-only:not([type='radio']),
  textarea:read-only {
    background: var(--_color-surface-sunken);
  }

  [aria-invalid='true'],
  input[aria-invalid='true']:not([type='radio']) {
    border-color: var(--_color-danger);
  }

  .field-error {
    margin: 0;
    color: var(--_color-danger);
    font-size: var(--_font-size-small);
    overflow-wrap: anywhere;
  }

  .field-hint {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  @media (pointer: coarse) {
    /* Smaller text makes iOS zoom into the page. */
    input:not([type='radio']),
    textarea,
    select {
      min-block-size: 44px;
      font-size: max(16px, 1rem);
    }
  }
`;
