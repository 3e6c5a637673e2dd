/** The invariants that a run checks; R13 stands for errors that no caller should see. */
export const invariants = ['R1', 'R2', 'R4', 'R5', 'R6', 'R7', 'R8', 'R10', 'R11', 'R13'] as const;

export type Invariant = (typeof invariants)[number];

/** What a checker found. */
export interface Violation {
  readonly seed: number;
  readonly invariant: Invariant;
  readonly message: string;
}

/** Ends a run at its first violation. */
export class InvariantViolated extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, message: string) {
    super(message);
    this.name = 'InvariantViolated';
    this.invariant = invariant;
  }
}

/** How much each checker really looked at; a checker that saw nothing proves nothing. */
export type Sightings = Record<Invariant, number>;

/** Nothing seen yet. */
export function noSightings(): Sightings {
  return { R1: 0, R2: 0, R4: 0, R5: 0, R6: 0, R7: 0, R8: 0, R10: 0, R11: 0, R13: 0 };
}

/** Adds what one run saw to a total. */
export function addSightings(total: Sightings, added: Sightings): void {
  for (const invariant of invariants) total[invariant] += added[invariant];
}
