declare global {
  interface HTMLElementEventMap {
    'parlor-launcher-toggled': CustomEvent<{readonly open: boolean}>;
  }
}

export {};
