import {css} from 'lit';

/** Every row has the same height, known before it is drawn. It grows with the reader's own font size. */
export const rowSize = css`
  :host {
    --_row-size: var(--parlor-conversation-row-size, max(72px, 4.5rem));
  }

  :host([compact]) {
    --_row-size: var(--parlor-conversation-row-size-compact, max(56px, 3.5rem));
  }
`;
