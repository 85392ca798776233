import {css} from 'lit';

/** The badge, also on the button of a launcher. */
export const countBadge = css`
  .count {
    display: inline-block;
    box-sizing: border-box;
    min-inline-size: 1.6em;
    padding-inline: 0.45em;
    border-radius: var(--_radius-full);
    background: var(--parlor-unread-count-background, var(--_color-danger));
    color: var(--parlor-unread-count-color, var(--_color-surface));
    font-size: max(0.75rem, 11px);
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    line-height: 1.6;
    text-align: center;
    /* The plus follows its number, whichever way the page runs. */
    direction: ltr;
    unicode-bidi: isolate;
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    .count {
      border: 1px solid CanvasText;
    }
  }
`;

export const unreadCountStyles = css`
  :host {
    position: relative;
    display: inline-block;
    vertical-align: middle;
  }
`;
