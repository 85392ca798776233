import {css} from 'lit';

/** How a thread shows what its search has gone to. */
export const searchBarStyles = css`
  /* Round the message, not its row: that begins with room, which a ring would close. */
  .found parlor-message-bubble {
    border-radius: var(--_radius-m);
    outline: var(--_focus-ring);
    outline-offset: 1px;
  }

  @media (forced-colors: active) {
    .found parlor-message-bubble {
      outline-color: Highlight;
    }
  }
`;
