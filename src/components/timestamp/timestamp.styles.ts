import {css} from 'lit';

/** Part of the line it stands in. */
export const timestampStyles = css`
  :host {
    display: inline;
    color: inherit;
    font: inherit;
    white-space: nowrap;
  }
`;
