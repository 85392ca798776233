/** The names whose value is true, for a `class` attribute: all that Lit's directive of this name is needed for here. */
export const classMap = (classes: Readonly<Record<string, boolean>>): string =>
  Object.keys(classes)
    .filter((name) => classes[name])
    .join(' ');
