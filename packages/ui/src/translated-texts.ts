/** The texts of one part of the app: French has exactly the keys of English, or it doesn't compile. */
export type Texts<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Texts<English[Key]>;
};
