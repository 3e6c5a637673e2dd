import type { SavedView, WantedView } from '@counterfoil/contracts/administration/saved-views';
import { refuse } from '@counterfoil/contracts/refusal';
import { isUniqueViolation, prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';

/** Whose views they are. */
export interface ViewOwner {
  readonly subject: string;
  readonly name: string;
  /** Whether they may give views to everybody, and change those of others. */
  readonly mayShare: boolean;
}

const selectViews = prepared(
  'select-saved-views',
  `SELECT saved_views.saved_view_id AS "savedViewId", name, is_shared AS "isShared", view, owner = $2 AS "isOwn",
     owner_name AS "ownerName", default_views.saved_view_id IS NOT NULL AS "isDefault"
   FROM saved_views
   LEFT JOIN default_views ON default_views.saved_view_id = saved_views.saved_view_id AND default_views.subject = $2
   WHERE saved_views.page = $1 AND (owner = $2 OR is_shared)
   ORDER BY is_shared, name, saved_views.saved_view_id`,
);

/** A person's own views of a page and those that are shared, by name. */
export function listSavedViews(tx: Tx, page: string, subject: string): Promise<SavedView[]> {
  return tx.query<SavedView & Record<string, unknown>>(selectViews, [page, subject]);
}

const insertView = prepared(
  'insert-saved-view',
  `INSERT INTO saved_views (saved_view_id, page, name, owner, owner_name, is_shared, view, saved_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT (page, owner, name) DO UPDATE SET view = $7, is_shared = $6, owner_name = $5, saved_at = $8
   RETURNING saved_view_id`,
);

/** Saves a view under a name; one of the same person with that name is replaced. Error: `not_allowed`. */
export async function saveView(
  { database, seams }: Headquarters,
  owner: ViewOwner,
  page: string,
  { name, isShared, view }: WantedView,
): Promise<string> {
  if (isShared && !owner.mayShare) throw refuse('not_allowed');
  const values = [seams.ids.uuid(), page, name, owner.subject, owner.name, isShared, view, seams.clock.now()];
  const [row] = await database.query<{ saved_view_id: string }>(insertView, values);
  if (!row) throw new Error('a saved view got no identifier');
  return row.saved_view_id;
}

const updateView = prepared(
  'update-saved-view',
  `UPDATE saved_views SET name = $4, is_shared = $5, view = $6, saved_at = $7
   WHERE saved_view_id = $1 AND (owner = $2 OR (is_shared AND $3)) RETURNING saved_view_id`,
);

/** Changes a view. Errors: `saved_view_unknown`, also for one of somebody else; `saved_view_name_taken`; `not_allowed`. */
export async function changeView(
  { database, seams }: Headquarters,
  owner: ViewOwner,
  savedViewId: string,
  { name, isShared, view }: WantedView,
): Promise<void> {
  if (isShared && !owner.mayShare) throw refuse('not_allowed');
  const values = [savedViewId, owner.subject, owner.mayShare, name, isShared, view, seams.clock.now()];
  try {
    if ((await database.query(updateView, values)).length === 0) throw refuse('saved_view_unknown');
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw refuse('saved_view_name_taken', 'name', { value: name });
  }
}

const deleteView = prepared(
  'delete-saved-view',
  'DELETE FROM saved_views WHERE saved_view_id = $1 AND (owner = $2 OR (is_shared AND $3)) RETURNING saved_view_id',
);

/** Deletes a view. Error: `saved_view_unknown`, also for one of somebody else. */
export async function removeView(tx: Tx, owner: ViewOwner, savedViewId: string): Promise<void> {
  const values = [savedViewId, owner.subject, owner.mayShare];
  if ((await tx.query(deleteView, values)).length === 0) throw refuse('saved_view_unknown');
}

const insertDefault = prepared(
  'insert-default-view',
  `INSERT INTO default_views (subject, page, saved_view_id)
   SELECT $1, page, saved_view_id FROM saved_views
   WHERE page = $2 AND saved_view_id = $3 AND (owner = $1 OR is_shared)
   ON CONFLICT (subject, page) DO UPDATE SET saved_view_id = excluded.saved_view_id
   RETURNING saved_view_id`,
);
const deleteDefault = prepared(
  'delete-default-view',
  'DELETE FROM default_views WHERE subject = $1 AND page = $2 RETURNING saved_view_id',
);

/** With which view a person begins on a page; null: with all. Error: `saved_view_unknown`. */
export async function chooseDefaultView(
  tx: Tx,
  subject: string,
  page: string,
  savedViewId: string | null,
): Promise<void> {
  if (savedViewId === null) {
    await tx.query(deleteDefault, [subject, page]);
    return;
  }
  if ((await tx.query(insertDefault, [subject, page, savedViewId])).length === 0) throw refuse('saved_view_unknown');
}
