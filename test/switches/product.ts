/** A switch that stays as it is, and why. */
export interface Fixed {
  readonly fixed: string;
}

/** Each switch of `Options` with all values it is tried with, or why it is not one. None can be forgotten. */
export type Switches<Options> = {
  readonly [Name in keyof Required<Options>]: readonly Required<Options>[Name][] | Fixed;
};

/** What no server can be like, or no adapter can do with it. */
export interface Impossible<Options> {
  readonly why: string;
  readonly is: (options: Options) => boolean;
  /** The name of the only case that cannot be tried then; all of them by default. */
  readonly only?: string;
}

const isFixed = (values: unknown): values is Fixed =>
  typeof values === 'object' && values !== null && 'fixed' in values;

/** Why each switch that does not take part stays as it is. */
export const fixedIn = <Options>(switches: Switches<Options>): readonly string[] =>
  Object.entries<readonly unknown[] | Fixed>(switches).flatMap(([name, values]) =>
    isFixed(values) ? [`${name}: ${values.fixed}`] : [],
  );

/** The full product: every value of every switch with every value of every other. The last one changes fastest. */
export function combinationsOf<Options extends object>(switches: Switches<Options>): readonly Partial<Options>[] {
  return Object.entries<readonly unknown[] | Fixed>(switches).reduce<readonly Partial<Options>[]>(
    (all, [name, values]) =>
      isFixed(values) ? all : all.flatMap((options) => values.map((value) => ({...options, [name]: value}))),
    [{}],
  );
}
