import type { Language } from '@counterfoil/contracts/error-register';

/** The texts of one language in another: the same names, the same parameters. */
export type Texts<Original> = {
  readonly [Key in keyof Original]: Original[Key] extends string
    ? string
    : Original[Key] extends (...parameters: infer Parameters) => string
      ? (...parameters: Parameters) => string
      : Texts<Original[Key]>;
};

/** Texts of one part of the shop in every language; French has exactly the keys of English, or it doesn't compile. */
export type Translated<Original> = Readonly<Record<Language, Texts<Original>>>;
