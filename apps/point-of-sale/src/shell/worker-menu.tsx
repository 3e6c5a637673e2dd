import { Button, Divider, Popover, Stack, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillState } from '@counterfoil/till/service/till-service';
import { useNavigation, type Screen } from '../navigation.ts';
import { touchTargetPx } from '@counterfoil/ui/theme';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';
import { ColorSchemeSwitch, LanguageSwitch } from './preferences.tsx';

/** Who has signed in, with the way to every screen, language and appearance. */
export function WorkerMenu({ state: { worker, channel, register } }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('shell');
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" width={356} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className="worker-button" onClick={() => setOpen(!isOpen)}>
          <Text fw={600} truncate visibleFrom="sm">
            {worker?.name}
          </Text>
          <Icon name="menu" />
          <VisuallyHidden>{t('menu')}</VisuallyHidden>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('menu')} p="sm">
        <Text size="sm" className="quiet" px="sm" pb="xs">
          {[channel?.name, register?.name].filter(Boolean).join(' · ')}
          <br />
          {worker?.name} · {worker?.role === 'storeManager' ? t('roleStoreManager') : t('roleCashier')}
        </Text>
        <Ways onGone={() => setOpen(false)} />
        <Divider my="sm" />
        <Stack gap="xs">
          <LanguageSwitch isRemembered={false} />
          <ColorSchemeSwitch />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Ways({ onGone }: { readonly onGone: () => void }): ReactNode {
  const { t } = useTranslation('shell');
  const { go, home } = useNavigation();
  const ways: readonly { screen: Screen; icon: IconName; label: string }[] = [
    { screen: { name: 'sale' }, icon: 'basket', label: t('navSale') },
    { screen: { name: 'transactions' }, icon: 'list', label: t('navTransactions') },
    { screen: { name: 'shift' }, icon: 'drawer', label: t('navShift') },
    { screen: { name: 'connectionStatus' }, icon: 'cloud', label: t('navConnectionStatus') },
  ];
  return ways.map(({ screen, icon, label }) => (
    <Button
      key={screen.name}
      variant="subtle"
      fullWidth
      justify="flex-start"
      h={touchTargetPx}
      fz="md"
      leftSection={<Icon name={icon} />}
      onClick={() => {
        onGone();
        if (screen.name === 'sale') home();
        else go(screen);
      }}
    >
      {label}
    </Button>
  ));
}
