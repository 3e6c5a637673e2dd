import { Button, Group, Kbd, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFormState } from '@counterfoil/ui/customer-form/use-customer-form';
import { Notice, problemText } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { AffiliationsSection, AttributesSection, CommercialSection, NotesSection } from './account-sections.tsx';
import { AddressSection } from './address-section.tsx';
import { ContactSection } from './contact-section.tsx';
import { FormFieldsContext, type FormFields } from './form-context.tsx';
import { NameSection, PersonalSection, ReceiptsSection } from './form-sections.tsx';
import type { HeadquartersForm } from './headquarters-form.ts';

interface CustomerFormViewProps extends Pick<FormFields, 'form' | 'settings' | 'legalEntity' | 'place'> {
  readonly label: string;
  readonly state: CustomerFormState<HeadquartersForm>;
  readonly isBusy: boolean;
  readonly isDisabled?: boolean;
  /** Grows with every *Save* that found something wrong: the first field with a problem takes the focus. */
  readonly focusRequest: number;
  readonly onSave: () => void;
  /** What stands before the fields. */
  readonly children?: ReactNode;
}

/** The form of a customer at headquarters, new or edited. Ctrl+S saves. */
export function CustomerFormView(props: CustomerFormViewProps): ReactNode {
  const { form, settings, legalEntity, place, state, label, isBusy, isDisabled = false, onSave, children } = props;
  const { t } = useTranslation('customer');
  const element = useRef<HTMLFormElement>(null);
  const { change, errorAt, leave } = state;
  const save = (): void => {
    if (!isBusy && !isDisabled) onSave();
  };
  useHotkeys([['mod+S', save]], []);
  useFocusOnProblem(element, props.focusRequest);
  return (
    <FormFieldsContext value={{ form, settings, legalEntity, place, change, errorAt, leave }}>
      <form
        ref={element}
        noValidate
        aria-label={label}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="md">
          {children}
          <NameSection isTypeFixed={place === null} />
          <AddressSection />
          <ContactSection />
          <CommercialSection />
          <PersonalSection />
          <AttributesSection />
          <AffiliationsSection />
          <ReceiptsSection />
          <NotesSection />
          <WholeProblems state={state} />
          <div className="save-bar">
            <Group justify="flex-end">
              <Text size="sm" className="quiet" visibleFrom="sm">
                <Kbd>{t('form.saveShortcut')}</Kbd>
              </Text>
              <Button type="submit" loading={isBusy} disabled={isDisabled}>
                {t('form.save')}
              </Button>
            </Group>
          </div>
        </Stack>
      </form>
    </FormFieldsContext>
  );
}

/** How much needs correcting, and what belongs to no field. */
function WholeProblems({ state }: { readonly state: CustomerFormState<HeadquartersForm> }): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const shown = new Map([...(state.showsAll ? state.problems : []), ...state.refused]);
  if (shown.size === 0) return null;
  const whole = shown.get('');
  return (
    <Notice tone="problem">{whole ? problemText(whole, language) : t('form.problems', { count: shown.size })}</Notice>
  );
}

function useFocusOnProblem(element: { readonly current: HTMLFormElement | null }, focusRequest: number): void {
  useEffect(() => {
    if (focusRequest === 0) return;
    element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [element, focusRequest]);
}
