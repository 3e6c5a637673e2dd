import { Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorRegister } from '@counterfoil/contracts/error-register';
import type { CustomerDetails, TillSettings } from '@counterfoil/till/service/till-service';
import { ids } from '../browser-seams.ts';
import { touchTargetPx } from '@counterfoil/ui/theme';
import { useTill } from '../till/use-till.ts';
import { BigButton } from '../ui/big-button.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { ChoiceField, touchStyles } from './form-fields.tsx';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

interface LoyaltyCardDialogProps {
  readonly details: CustomerDetails;
  readonly settings: TillSettings;
  readonly onClose: () => void;
  readonly onIssued: () => void;
}

/** *Issue loyalty card*: a program, and the number of the card unless headquarters gives one (WD-17). */
export function LoyaltyCardDialog({ details, settings, onClose, onIssued }: LoyaltyCardDialogProps): ReactNode {
  useReturnedFocus();
  const { t } = useTranslation('customers');
  return (
    <Modal
      className="customer-screen"
      opened
      onClose={onClose}
      centered
      title={t('loyalty.title')}
      closeButtonProps={{ 'aria-label': t('close'), size: touchTargetPx }}
    >
      {settings.loyaltyPrograms.length === 0 ? (
        <Text>{t('loyalty.noProgram')}</Text>
      ) : (
        <CardForm details={details} settings={settings} onClose={onClose} onIssued={onIssued} />
      )}
    </Modal>
  );
}

function CardForm({ details, settings, onClose, onIssued }: LoyaltyCardDialogProps): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const isNumberGiven = !settings.channel.generateLoyaltyCardNumber;
  const [loyaltyProgramId, setProgram] = useState(settings.loyaltyPrograms[0]?.loyaltyProgramId ?? '');
  const [cardNumber, setCardNumber] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isBusy, error, issue } = useIssue(details, onIssued);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const number = cardNumber.trim();
    if (isNumberGiven && number === '') return setMissing(true);
    void issue(loyaltyProgramId, number === '' ? null : number);
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <ErrorNotice error={error} />
        <ChoiceField
          label={t('loyalty.program')}
          required
          allowDeselect={false}
          value={loyaltyProgramId}
          data={settings.loyaltyPrograms.map((program) => ({
            value: program.loyaltyProgramId,
            label: program.text[language],
          }))}
          onChange={(value) => value && setProgram(value)}
        />
        <TextInput
          data-autofocus
          label={t('loyalty.cardNumber')}
          required={isNumberGiven}
          {...(isNumberGiven ? {} : { description: t('loyalty.cardNumberHint') })}
          autoComplete="off"
          styles={touchStyles}
          value={cardNumber}
          error={
            isMissing && cardNumber.trim() === '' ? errorRegister.loyalty_card_number_required.message[language] : null
          }
          onChange={(event) => setCardNumber(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="sm">
          <BigButton variant="default" onClick={onClose}>
            {t('loyalty.cancel')}
          </BigButton>
          <BigButton type="submit" icon="card" loading={isBusy}>
            {t('loyalty.issue')}
          </BigButton>
        </Group>
      </Stack>
    </form>
  );
}

/** One operation for the dialog: pressing again after an outage issues one card. */
function useIssue({ customerId, display }: CustomerDetails, onIssued: () => void) {
  const { t } = useTranslation('customers');
  const till = useTill();
  const language = useLanguage();
  const toast = useToast();
  const [operationId] = useState(() => ids.uuid());
  const { isBusy, error, run } = useAction();
  const issue = async (loyaltyProgramId: string, cardNumber: string | null): Promise<void> => {
    const request = { operationId, loyaltyProgramId, cardNumber };
    const isDone = await run(() => till.issueLoyaltyCard(customerId, request, language));
    if (!isDone) return;
    toast({ text: t('loyalty.issued', { name: display.name }), icon: 'card' });
    onIssued();
  };
  return { isBusy, error, issue };
}
