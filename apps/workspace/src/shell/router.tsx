import { createRootRoute, createRoute, createRouter, Navigate, type AnyRoute } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import { pages } from '../pages/pages.ts';
import { useMay } from '../session/session.ts';
import { FailedPage, NoPermission, UnknownPage } from './page-states.tsx';
import { Frame } from './frame.tsx';
import type { PageEntry } from './page-entry.ts';

const rootRoute = createRootRoute({ component: Frame, notFoundComponent: UnknownPage });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: () => <Navigate to={useMay()('getOverview') ? '/overview' : '/customers'} replace />,
});

function routeOf(page: PageEntry): AnyRoute {
  const Page = lazy(page.load);
  const Guarded = (): ReactNode => (useMay()(page.needs) ? <Page /> : <NoPermission title={page.title} />);
  return createRoute({ getParentRoute: () => rootRoute, path: page.path, component: Guarded });
}

/** Which page an address is; every page is loaded when it is first opened. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([homeRoute, ...pages.map(routeOf)]),
  basepath: '/workspace',
  defaultPreload: 'intent',
  defaultErrorComponent: FailedPage,
  scrollRestoration: true,
});
