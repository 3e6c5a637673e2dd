import { Anchor, Button, Group, List, Modal, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedSettingKind, SettingEffect } from '@counterfoil/contracts/administration/settings';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { deleteSetting } from '../../api/settings.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { creationPath, type SettingPlace } from './setting-pages.ts';
import { placeOfSetting, settingPath } from './setting-links.ts';

interface SettingActionsProps {
  readonly place: SettingPlace;
  readonly kind: ListedSettingKind;
  readonly settingKey: readonly string[];
  readonly effect: SettingEffect | null;
  readonly isDirty: boolean;
}

/** What can be done with a setting that exists: copy it, delete it. */
export function SettingActions({ place, kind, settingKey, effect, isDirty }: SettingActionsProps): ReactNode {
  const { t } = useTranslation('setup');
  const [isDeleting, setDeleting] = useState(false);
  if (place.keyFields.length === 0) return null;
  return (
    <>
      <Button
        component={Link}
        variant="default"
        to={settingPath(creationPath(place.path), settingKey)}
        disabled={isDirty}
      >
        {t('duplicate')}
      </Button>
      <Button variant="default" leftSection={<Icon name="trash" sizePx={16} />} onClick={() => setDeleting(true)}>
        {t('delete')}
      </Button>
      {isDeleting && (
        <Deletion
          place={place}
          kind={kind}
          settingKey={settingKey}
          effect={effect}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}

type DeletionProps = Omit<SettingActionsProps, 'isDirty'> & { onClose(): void };

function Deletion({ place, kind, settingKey, effect, onClose }: DeletionProps): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const toast = useToast();
  const action = useAction();
  const name = settingKey.join(' ');
  const remove = async (): Promise<void> => {
    const isDone = await action.run(() => deleteSetting({ kind: kind.kind, key: settingKey }));
    if (!isDone) return;
    toast({ text: t('deleted', { name }), icon: 'check' });
    await navigate({ to: place.path, ignoreBlocker: true });
    await readAgain('settings', 'channels', 'audit');
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('deleteTitle', { kind: kind.title[language], name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Text mb="md">{t('deleteText')}</Text>
      <ErrorNotice error={action.error} />
      {action.error?.code === 'setting_in_use' && effect && <SettingUsers users={effect.users} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('keep')}
        </Button>
        <Button color="red" onClick={() => void remove()} loading={action.isBusy}>
          {t('delete')}
        </Button>
      </Group>
    </Modal>
  );
}

/** The settings that name one, each with the way to it. */
export function SettingUsers({ users }: { readonly users: SettingEffect['users'] }): ReactNode {
  const language = useLanguage();
  return (
    <List size="sm" mt="xs">
      {users.map(({ kind, title, key }) => {
        const path = placeOfSetting(kind, key);
        const name = [title[language], ...key].join(' ');
        return (
          <List.Item key={`${kind} ${key.join(' ')}`}>
            {path === null ? (
              name
            ) : (
              <Anchor component={Link} to={path} size="sm">
                {name}
              </Anchor>
            )}
          </List.Item>
        );
      })}
    </List>
  );
}
