import { Button, Group, Modal, Stack, Switch, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SwitchPreviewAnswer, WantedModes } from '@counterfoil/contracts/administration/switch-preview';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';
import { switchModes } from '../../api/switch-preview.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { ShownPreview, useSwitchPreview } from './switch-preview.tsx';

/** The preview of a switch, and the switch itself, followed until every channel acts on it. */
export default function SwitchPreviewPage(): ReactNode {
  const { t } = useTranslation('synchronization');
  const params = useParams({ strict: false }) as { readonly id?: string };
  const profileId = params.id ?? '';
  const [wanted, setWanted] = useState<WantedModes>({});
  const [hasSwitched, setSwitched] = useState(false);
  const reading = useSwitchPreview(profileId, wanted);
  return (
    <PageFrame
      title={t('preview.title', { name: reading.data?.name ?? profileId })}
      section="channelSetup"
      help={t('preview.help')}
      actions={
        <Button variant="default" component={Link} to="/setup/functionality-profiles">
          {t('preview.back')}
        </Button>
      }
    >
      <AnswerState reading={reading}>
        {(preview) => (
          <Stack>
            <Chooser
              preview={preview}
              wanted={wanted}
              onWanted={(next) => {
                setWanted(next);
                setSwitched(false);
              }}
              onSwitched={() => {
                setWanted({});
                setSwitched(true);
              }}
            />
            <Progress preview={preview} hasSwitched={hasSwitched} />
            <ShownPreview preview={preview} />
          </Stack>
        )}
      </AnswerState>
    </PageFrame>
  );
}

interface ChooserProps {
  readonly preview: SwitchPreviewAnswer;
  readonly wanted: WantedModes;
  onWanted(wanted: WantedModes): void;
  onSwitched(): void;
}

function Chooser({ preview, wanted, onWanted, onSwitched }: ChooserProps): ReactNode {
  const { t } = useTranslation('synchronization');
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const maySwitch = may('putFunctionalityProfile');
  const isOther = preview.changes.some(({ option, now }) => (wanted[option] ?? now) !== now);
  return (
    <Stack gap="xs">
      {!maySwitch && <ReadOnlyNotice />}
      {preview.changes.map(({ option, now }) => (
        <Switch
          key={option}
          label={t(`preview.options.${option}`)}
          checked={wanted[option] ?? now}
          onChange={(event) => onWanted({ ...wanted, [option]: event.currentTarget.checked })}
        />
      ))}
      {maySwitch && (
        <Group>
          <Button disabled={!isOther} onClick={() => setAsking(true)}>
            {t('preview.switch')}
          </Button>
          {!isOther && (
            <Text className="quiet" size="sm">
              {t('preview.nothing')}
            </Text>
          )}
        </Group>
      )}
      {isAsking && (
        <Confirm preview={preview} wanted={wanted} onClose={() => setAsking(false)} onSwitched={onSwitched} />
      )}
    </Stack>
  );
}

interface ConfirmProps extends Pick<ChooserProps, 'preview' | 'wanted' | 'onSwitched'> {
  onClose(): void;
}

function Confirm({ preview, wanted, onClose, onSwitched }: ConfirmProps): ReactNode {
  const { t } = useTranslation('synchronization');
  const shell = useTranslation('shell').t;
  const action = useAction();
  const readAgain = useReadAgain();
  useReturnedFocus();
  const run = async (): Promise<void> => {
    const isDone = await action.run(async () => {
      await switchModes(preview.functionalityProfileId, wanted);
      await readAgain('channels', 'settings');
    });
    if (!isDone) return;
    onSwitched();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('preview.confirmTitle')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack>
        <ErrorNotice error={action.error} />
        <Text>{t('preview.confirm', { count: preview.channels.length })}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shell('cancel')}
          </Button>
          <Button loading={action.isBusy} onClick={() => void run()} data-autofocus>
            {t('preview.switch')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface ProgressProps {
  readonly preview: SwitchPreviewAnswer;
  readonly hasSwitched: boolean;
}

function Progress({ preview, hasSwitched }: ProgressProps): ReactNode {
  const { t } = useTranslation('synchronization');
  if (preview.channels.length === 0) return null;
  const isAsync = preview.changes.find(({ option }) => option === 'createCustomerInAsyncMode')?.now;
  const present = isAsync ? 'async' : 'sync';
  const behind = preview.channels.filter(
    ({ acting, channelDatabaseId }) => channelDatabaseId !== null && acting !== present,
  );
  if (preview.isEverywhere) return hasSwitched ? <Notice tone="hint">{t('preview.everywhere')}</Notice> : null;
  return (
    <Notice tone="warning">
      {hasSwitched && <div>{t('preview.switched')}</div>}
      {t('preview.notEverywhere', { count: behind.length })}
    </Notice>
  );
}
