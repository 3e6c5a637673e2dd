import { savedViewsSchema, viewPages, wantedViewSchema } from '@counterfoil/contracts/administration/saved-views';
import { uuidSchema } from '@counterfoil/contracts/customer';
import { handle, type Caller, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import {
  changeView,
  chooseDefaultView,
  listSavedViews as viewsOf,
  removeView,
  saveView,
  type ViewOwner,
} from '../customer-list/saved-views.ts';
import { customerReaders, type HeadquartersApi } from './headquarters-api.ts';

/** Views are kept by whoever works with lists; an auditor changes nothing, not even this. */
const viewKeepers = { access: ['administrator', 'commerceManager', 'dataSteward', 'storeManager'] } as const;
const pageParameter = z.strictObject({ page: z.enum(viewPages) });
const viewParameter = pageParameter.extend({ savedViewId: uuidSchema });
const exampleView = {
  name: 'Organizations in France',
  isShared: false,
  view: { sort: 'name', filters: { customerType: 'organization', countryRegion: 'FR' }, columns: [] },
} as const;

function ownerOf({ subject, name = subject, roles }: Caller): ViewOwner {
  return { subject, name, mayShare: roles.includes('administrator') || roles.includes('dataSteward') };
}

/** `GET /saved-views/{page}` */
export const listSavedViews = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'listSavedViews',
      method: 'GET',
      path: '/saved-views/:page',
      summary: 'Saved views of a page',
      description: "The caller's own and those that are shared with everybody.",
      request: { params: pageParameter },
      response: { 200: savedViewsSchema },
      errors: [],
      examples: {
        response: {
          views: [
            {
              ...exampleView,
              view: { ...exampleView.view, columns: [] },
              savedViewId: '01890000-0000-7000-8000-000000000001',
              isOwn: true,
              ownerName: 'Ada Example',
              isDefault: false,
            },
          ],
        },
      },
    }),
    async ({ params, caller }) => ({
      status: 200,
      body: { views: await viewsOf(headquarters.database, params.page, caller.subject) },
    }),
  );

/** `POST /saved-views/{page}` */
export const createSavedView = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...viewKeepers,
      name: 'createSavedView',
      method: 'POST',
      path: '/saved-views/:page',
      summary: 'Save a view',
      description:
        "Filters, order and columns under a name; the caller's view of the same name is replaced. Only " +
        'administrators and data stewards share views.',
      request: { params: pageParameter, body: wantedViewSchema },
      response: { 201: z.strictObject({ savedViewId: uuidSchema }) },
      errors: [],
      examples: { request: exampleView, response: { savedViewId: '01890000-0000-7000-8000-000000000001' } },
    }),
    async ({ params, body, caller }) => ({
      status: 201,
      body: { savedViewId: await saveView(headquarters, ownerOf(caller), params.page, body) },
    }),
  );

/** `PUT /saved-views/{page}/{savedViewId}` */
export const putSavedView = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...viewKeepers,
      name: 'putSavedView',
      method: 'PUT',
      path: '/saved-views/:page/:savedViewId',
      summary: 'Change a saved view',
      description: "The caller's own; administrators and data stewards also shared ones.",
      request: { params: viewParameter, body: wantedViewSchema },
      response: { 204: 'empty' },
      errors: ['saved_view_unknown', 'saved_view_name_taken'],
      examples: { request: exampleView, response: undefined },
    }),
    async ({ params, body, caller }) => {
      await changeView(headquarters, ownerOf(caller), params.savedViewId, body);
      return { status: 204 };
    },
  );

/** `DELETE /saved-views/{page}/{savedViewId}` */
export const deleteSavedView = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...viewKeepers,
      name: 'deleteSavedView',
      method: 'DELETE',
      path: '/saved-views/:page/:savedViewId',
      summary: 'Delete a saved view',
      description: "The caller's own; administrators and data stewards also shared ones.",
      request: { params: viewParameter },
      response: { 204: 'empty' },
      errors: ['saved_view_unknown'],
      examples: { response: undefined },
    }),
    async ({ params, caller }) => {
      await removeView(headquarters.database, ownerOf(caller), params.savedViewId);
      return { status: 204 };
    },
  );

/** `PUT /default-views/{page}` */
export const putDefaultView = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...viewKeepers,
      name: 'putDefaultView',
      method: 'PUT',
      path: '/default-views/:page',
      summary: 'Choose the view that a page begins with',
      description: 'For the caller alone; null: everything, as before.',
      request: { params: pageParameter, body: z.strictObject({ savedViewId: uuidSchema.nullable() }) },
      response: { 204: 'empty' },
      errors: ['saved_view_unknown'],
      examples: { request: { savedViewId: null }, response: undefined },
    }),
    async ({ params, body, caller }) => {
      await chooseDefaultView(headquarters.database, caller.subject, params.page, body.savedViewId);
      return { status: 204 };
    },
  );
