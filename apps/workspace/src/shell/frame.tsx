import { AppShell, Burger, Group, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { watchAttention } from '../api/attention.ts';
import { useIsLive, useLiveChanges } from '../api/live.ts';
import { useSession } from '../session/session.ts';
import { AlertBell } from '../pages/batch/alert-bell.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Menu } from './menu.tsx';

const menuWidthPx = 280;
const headerHeightPx = 56;

/** What is around every page: the head with who has signed in, and the menu. */
export function Frame(): ReactNode {
  const { t } = useTranslation('shell');
  const [isMenuOpen, menu] = useDisclosure(false);
  const { pathname } = useLocation();
  const { csrfToken } = useSession();
  const { close } = menu;
  useEffect(close, [pathname, close]);
  useEffect(watchAttention, []);
  return (
    <AppShell
      header={{ height: headerHeightPx }}
      navbar={{ width: menuWidthPx, breakpoint: 'md', collapsed: { mobile: !isMenuOpen } }}
      padding="md"
    >
      <LiveChanges key={csrfToken} />
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isMenuOpen} onClick={menu.toggle} hiddenFrom="md" size="sm" aria-label={t('menu')} />
            <UnstyledButton component={Link} to="/" className="product" aria-label={t('product')}>
              <img src="/workspace/icon.svg" alt="" width={28} height={28} />
              <Text fw={650}>{t('product')}</Text>
            </UnstyledButton>
          </Group>
          <Group gap="md" wrap="nowrap">
            <LiveMark />
            <AlertBell />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t('menu')}>
        <Menu />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Suspense fallback={<Text role="status">{t('loadingPage')}</Text>}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

/** Listens for changes; another session needs another stream. */
function LiveChanges(): ReactNode {
  useLiveChanges();
  return null;
}

function LiveMark(): ReactNode {
  const { t } = useTranslation('shell');
  const isLive = useIsLive();
  return (
    <Tooltip label={t(isLive ? 'liveHint' : 'notLiveHint')}>
      <span className="live-mark" data-live={isLive} role="status">
        {t(isLive ? 'live' : 'notLive')}
      </span>
    </Tooltip>
  );
}
