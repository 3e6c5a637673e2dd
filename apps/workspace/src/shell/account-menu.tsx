import { Badge, Button, Popover, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { useSession } from '../session/session.ts';
import { signOut } from '../session/sign-out.ts';
import { ColorSchemeSwitch, LanguageSwitch } from './preferences.tsx';

/** Who has signed in, in which role, how they want to see things, and the way out. */
export function AccountMenu(): ReactNode {
  const { t } = useTranslation('shell');
  const { name, roles, channelIds } = useSession();
  const leaving = useAction();
  return (
    <Popover position="bottom-end" trapFocus returnFocus width={280}>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          aria-label={t('account', { name })}
          rightSection={<Icon name="chevronDown" sizePx={16} />}
        >
          <span className="account-name">{name}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <div>
            <Text fw={600}>{name}</Text>
            {roles.map((role) => (
              <Badge key={role} variant="light" mr={4} tt="none">
                {t(`role.${role}`)}
              </Badge>
            ))}
            {channelIds.length > 0 && (
              <Text size="sm" className="quiet">
                {t('onlyChannels', { channels: channelIds.join(', ') })}
              </Text>
            )}
          </div>
          <LanguageSwitch />
          <ColorSchemeSwitch />
          <ErrorNotice error={leaving.error} />
          <Button variant="default" loading={leaving.isBusy} onClick={() => void leaving.run(signOut)}>
            {t('signOut')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
