import { Modal, Stack, Text } from '@mantine/core';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mayDo, type PosOperationId } from '@counterfoil/contracts/pos-operations';
import type { ManagerOverride } from '@counterfoil/till/service/till-service';
import { useTillState } from '../till/use-till.ts';
import { CredentialsForm } from '../ui/credentials-form.tsx';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

/** The operations that a cashier may do after a manager's override. */
type GuardedOperation = Extract<PosOperationId, 'voidTransaction' | 'closeShift' | 'databaseConnectionStatus'>;

/** Something to be done, with a manager's credentials when the worker may not do it. */
type GuardedWork = (override: ManagerOverride | null) => Promise<unknown>;

interface AskedOverride {
  readonly operation: GuardedOperation;
  readonly work: GuardedWork;
  /** With whether it was done. */
  readonly finish: (isDone: boolean) => void;
}

type WithManager = (operation: GuardedOperation, work: GuardedWork) => Promise<boolean>;

const ManagerContext = createContext<WithManager | null>(null);

/**
 * Does `work` at once when the worker may, otherwise after a store manager has entered operator id and PIN; resolves to
 * false when nobody did. Refusals of work that is done at once are the caller's.
 */
export function useManagerOverride(): WithManager {
  const withManager = useContext(ManagerContext);
  if (!withManager) throw new Error('an operation of a manager needs the dialog around it');
  return withManager;
}

/** Holds the dialog that asks for a store manager. */
export function ManagerOverrideProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const role = useTillState()?.worker?.role ?? 'cashier';
  const [asked, setAsked] = useState<AskedOverride | null>(null);
  const withManager = useCallback<WithManager>(
    async (operation, work) => {
      if (mayDo(role, operation)) {
        await work(null);
        return true;
      }
      return new Promise<boolean>((resolve) => setAsked({ operation, work, finish: resolve }));
    },
    [role],
  );
  const close = (isDone: boolean): void => {
    asked?.finish(isDone);
    setAsked(null);
  };
  return (
    <ManagerContext value={withManager}>
      {children}
      {asked && <ManagerDialog asked={asked} onClose={close} />}
    </ManagerContext>
  );
}

function ManagerDialog(props: {
  readonly asked: AskedOverride;
  readonly onClose: (isDone: boolean) => void;
}): ReactNode {
  useReturnedFocus();
  const { operation, work } = props.asked;
  const { t } = useTranslation('shell');
  const names = useMemo(
    () => ({
      voidTransaction: t('operationVoidTransaction'),
      closeShift: t('operationCloseShift'),
      databaseConnectionStatus: t('operationDatabaseConnectionStatus'),
    }),
    [t],
  );
  const submit = async (override: ManagerOverride): Promise<void> => {
    await work(override);
    props.onClose(true);
  };
  return (
    <Modal
      opened
      onClose={() => props.onClose(false)}
      title={t('managerTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Text>{t('managerText', { operation: names[operation] })}</Text>
        <CredentialsForm submitLabel={t('managerAllow')} onSubmit={submit} />
      </Stack>
    </Modal>
  );
}
