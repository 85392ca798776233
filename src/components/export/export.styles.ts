import {css} from 'lit';

export const exportStyles = css`
  :host {
    position: relative;
    display: block;
  }

  form {
    display: flex;
    flex-direction: column;
    max-block-size: inherit;
  }

  .header,
  .footer {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2);
    padding-block: var(--_space-3);
    padding-inline: var(--_space-4);
  }

  .footer {
    flex-wrap: wrap;
    justify-content: end;
    /* What has nothing to say takes no room. */
    row-gap: 0;
    border-block-start: 1px solid var(--_color-border);
  }

  .body {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    padding-inline: var(--_space-4);
    padding-block-end: var(--_space-4);
    overflow: auto;
  }

  .choice {
    display: flex;
    align-items: start;
    gap: var(--_space-2);
    min-block-size: 28px;
    padding-block: var(--_space-1);
    font-size: var(--_font-size);
    overflow-wrap: anywhere;
  }

  .choice input {
    flex: none;
    inline-size: auto;
    min-block-size: 0;
    margin-block-start: 0.25em;
    accent-color: var(--_color-accent);
  }

  .hint {
    margin: 0;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .outcome {
    flex: 1 1 100%;
    margin: 0;
    font-size: var(--_font-size-small);
    overflow-wrap: anywhere;
  }

  p.outcome:not(:empty),
  .outcome > * {
    margin-block-end: var(--_space-2);
  }

  @media (pointer: coarse) {
    .choice {
      min-block-size: 44px;
      align-items: center;
    }

    .choice input {
      margin-block: 0;
    }
  }
`;
