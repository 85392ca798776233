import {css} from 'lit';

/** What stands in place of rows: words, or rows to come. */
export const listStatesStyles = css`
  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--_space-2);
    max-inline-size: 320px;
    margin-inline: auto;
    padding-block: var(--_space-6);
    padding-inline: var(--_space-4);
    color: var(--_color-text-muted);
    text-align: center;
    text-wrap: balance;
  }

  .state .what {
    color: var(--_color-text);
    font-weight: 600;
  }

  .state .sign {
    display: flex;
    margin-block-end: var(--_space-1);
    padding: var(--_space-3);
    border-radius: var(--_radius-full);
    background: var(--_color-surface-sunken);
  }

  .state.failed .sign {
    background: var(--_color-danger-surface);
    color: var(--_color-danger);
  }

  .state button {
    margin-block-start: var(--_space-2);
  }

  .skeleton {
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    block-size: var(--_row-size);
    padding-inline: var(--_space-4);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .skeleton .disc,
  .skeleton .bar {
    display: block;
    border-radius: var(--_radius-full);
    background: var(--_color-surface-hover);
  }

  .skeleton .disc {
    flex: none;
    inline-size: 40px;
    block-size: 40px;
  }

  .skeleton .bars {
    display: grid;
    flex: 1;
    gap: var(--_space-2);
  }

  .skeleton .bar {
    inline-size: 45%;
    block-size: 12px;
  }

  .skeleton .bar + .bar {
    inline-size: 80%;
    block-size: 10px;
  }

  .skeleton:nth-child(even) .bar {
    inline-size: 60%;
  }

  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .skeleton .disc,
    .skeleton .bar {
      background: GrayText;
    }
  }
`;
