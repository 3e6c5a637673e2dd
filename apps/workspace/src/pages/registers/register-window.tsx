import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssuedActivationCodeAnswer, ListedRegister } from '@counterfoil/contracts/administration/registers';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';
import { makeActivationCode, revokeTill } from '../../api/registers.ts';
import { deleteSetting } from '../../api/settings.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { ActivationCode } from './activation-code.tsx';
import { Ask } from './ask.tsx';
import { RegisterForm } from './register-form.tsx';
import { TillMark } from './till-mark.tsx';
import { revocationRisk } from './till-state.ts';

interface RegisterWindowProps {
  readonly register: ListedRegister;
  onClose(): void;
}

/** A register: its till, and its settings. */
export function RegisterWindow({ register, onClose }: RegisterWindowProps): ReactNode {
  const { t } = useTranslation('registers');
  const shell = useTranslation('shell').t;
  const may = useMay();
  const toast = useToast();
  const readAgain = useReadAgain();
  const [isDeleting, setDeleting] = useState(false);
  useReturnedFocus();
  const { registerId, channelId, name, supportOffline, offlineProfileId } = register;
  const setting = { registerId, channelId, name, supportOffline, offlineProfileId };
  return (
    <Modal
      // Escape is for the window above this one: the code that it shows cannot be shown again.
      closeOnEscape={false}
      opened
      onClose={onClose}
      size="lg"
      title={t('detail', { name })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack>
        <Till register={register} />
        <RegisterForm
          key={JSON.stringify(setting)}
          register={setting}
          isNew={false}
          isEditable={may('putRegisterSetting')}
          onSaved={() => undefined}
        />
        {may('deleteRegisterSetting') && (
          <Group>
            <Button variant="outline" color="red" onClick={() => setDeleting(true)}>
              {t('delete')}
            </Button>
          </Group>
        )}
      </Stack>
      {isDeleting && (
        <Ask
          title={t('deleteTitle', { name })}
          sentences={[t('deleteText')]}
          action={t('delete')}
          run={async () => {
            await deleteSetting({ kind: 'registers', key: [registerId] });
            toast({ text: t('deleted'), icon: 'check' });
            await readAgain('devices', 'settings');
          }}
          onClose={() => setDeleting(false)}
        />
      )}
    </Modal>
  );
}

function Till({ register }: { readonly register: ListedRegister }): ReactNode {
  const { t } = useTranslation('registers');
  const may = useMay();
  const [issued, setIssued] = useState<IssuedActivationCodeAnswer | null>(null);
  const [isRevoking, setRevoking] = useState(false);
  const action = useAction();
  const readAgain = useReadAgain();
  const { device, state } = register;
  const make = (): Promise<boolean> =>
    action.run(async () => {
      setIssued(await makeActivationCode(register.registerId));
      await readAgain('devices');
    });
  return (
    <section aria-labelledby="till">
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h5" id="till">
          {t('till')}
        </Title>
        <TillMark state={state} />
      </Group>
      <TillSentences register={register} />
      <ErrorNotice error={action.error} />
      <Group mt="sm">
        {may('createActivationCode') && (
          <Button loading={action.isBusy} onClick={() => void make()}>
            {t('makeCode')}
          </Button>
        )}
        {may('createDeviceRevocation') && state === 'activated' && (
          <Button variant="outline" color="red" onClick={() => setRevoking(true)}>
            {t('revoke')}
          </Button>
        )}
      </Group>
      {issued && <ActivationCode name={register.name} issued={issued} onClose={() => setIssued(null)} />}
      {isRevoking && device && (
        <Revocation register={register} deviceId={device.deviceId} onClose={() => setRevoking(false)} />
      )}
    </section>
  );
}

function TillSentences({ register }: { readonly register: ListedRegister }): ReactNode {
  const { t } = useTranslation('registers');
  const language = useLanguage();
  const { device, activationCode: code } = register;
  const time = (iso: string): string => dateTimeText(iso, language);
  return (
    <>
      {!device && <Text>{t('noTill')}</Text>}
      {device && <Text>{t('activatedAt', { time: time(device.activatedAt) })}</Text>}
      {device && device.revokedAt !== null && (
        <Text>{t('revokedAt', { time: time(device.revokedAt), name: device.revokedBy ?? t('unknown') })}</Text>
      )}
      {code && (
        <Text className="quiet" size="sm">
          {t('codeWaits', { name: code.madeBy, madeAt: time(code.madeAt), expiresAt: time(code.expiresAt) })}
        </Text>
      )}
    </>
  );
}

interface RevocationProps {
  readonly register: ListedRegister;
  readonly deviceId: string;
  onClose(): void;
}

function Revocation({ register, deviceId, onClose }: RevocationProps): ReactNode {
  const { t } = useTranslation('registers');
  const toast = useToast();
  const readAgain = useReadAgain();
  const risk = revocationRisk(register);
  const warning =
    risk.kind === 'waiting'
      ? [t('revokeWaiting', { count: risk.undelivered })]
      : risk.kind === 'unknown'
        ? [t('revokeUnknown')]
        : [];
  return (
    <Ask
      title={t('revokeTitle', { name: register.name })}
      sentences={[t('revokeText'), ...warning]}
      action={t('revoke')}
      run={async () => {
        await revokeTill(deviceId);
        toast({ text: t('revoked'), icon: 'check' });
        await readAgain('devices');
      }}
      onClose={onClose}
    />
  );
}
