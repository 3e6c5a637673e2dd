import { Accordion, Group, Paper, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillSettings } from '@counterfoil/till/service/till-service';
import { touchTargetPx } from '@counterfoil/ui/theme';
import { Notice, problemText } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { AddressesSection } from './addresses-section.tsx';
import { AttentionBadge, ContactsSection } from './contacts-section.tsx';
import type { CustomerForm } from '@counterfoil/ui/customer-form/customer-form';
import { FormFieldsContext } from './form-fields.tsx';
import { sectionOf, type FormLimits, type SectionName } from './form-sections.ts';
import {
  AffiliationsSection,
  AttributesSection,
  NotesSection,
  PersonalSection,
  ReceiptsSection,
} from './more-sections.tsx';
import { NameAndContactFields } from './name-and-contact-fields.tsx';
import type { CustomerFormState } from '@counterfoil/ui/customer-form/use-customer-form';

interface CustomerFormViewProps {
  readonly form: CustomerForm;
  readonly state: CustomerFormState;
  readonly settings: TillSettings;
  readonly limits: FormLimits;
  /** A new customer; else one that exists, whose type stays. */
  readonly isNew: boolean;
  /** Grows with every *Save* that found something wrong: the first field with a problem takes the focus. */
  readonly focusRequest: number;
  readonly onSubmit: () => void;
  /** Beside the first fields: who it may be already. */
  readonly children?: ReactNode;
}

/** The form of a customer: what is asked first, then calm sections. */
export function CustomerFormView(props: CustomerFormViewProps): ReactNode {
  const { form, state, settings, limits, isNew, focusRequest, onSubmit, children } = props;
  const { t } = useTranslation('customers');
  const element = useRef<HTMLFormElement>(null);
  const [open, setOpen] = useOpenSections(props);
  useFocusOnProblem(element, focusRequest);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <FormFieldsContext value={{ form, settings, change: state.change, errorAt: state.errorAt, leave: state.leave }}>
      <form ref={element} noValidate onSubmit={submit} aria-label={isNew ? t('form.newTitle') : t('details.edit')}>
        <Stack gap="md">
          <WholeProblems state={state} />
          <Paper withBorder p="md">
            <NameAndContactFields isTypeFixed={!isNew} />
          </Paper>
          {children}
          <Accordion multiple value={open} onChange={setOpen} variant="separated" transitionDuration={0} order={2}>
            {limits.sections.map((name) => (
              <Section key={name} name={name} {...props} />
            ))}
          </Accordion>
        </Stack>
        <button type="submit" hidden>
          {t('form.save')}
        </button>
      </form>
    </FormFieldsContext>
  );
}

/** A section opens by itself when something in it is required, or wrong. */
function useOpenSections({ settings, form, state, isNew, focusRequest }: CustomerFormViewProps) {
  const isAsked =
    isNew && settings.customerAttributes.some(({ required, attributeId }) => required && !form.attributes[attributeId]);
  const [open, setOpen] = useState<string[]>(isAsked ? ['attributes'] : []);
  const [answered, setAnswered] = useState(focusRequest);
  if (answered !== focusRequest) {
    setAnswered(focusRequest);
    const wrong = [...state.problems.keys(), ...state.refused.keys()].map(sectionOf).filter((name) => name !== null);
    setOpen([...new Set([...open, ...wrong])]);
  }
  return [open, setOpen] as const;
}

function useFocusOnProblem(element: { readonly current: HTMLFormElement | null }, focusRequest: number): void {
  useEffect(() => {
    if (focusRequest === 0) return;
    const find = (selector: string) => element.current?.querySelector<HTMLElement>(selector);
    const wrong = find('[aria-invalid="true"], [data-invalid-place]') ?? find('[data-whole-problem]');
    wrong?.focus();
    wrong?.scrollIntoView({ block: 'center' });
  }, [element, focusRequest]);
}

/** What is wrong with no field in particular, or with one that this form doesn't show. */
function WholeProblems({ state }: { readonly state: CustomerFormState }): ReactNode {
  const language = useLanguage();
  const { t } = useTranslation('customers');
  const all = [...state.refused, ...(state.showsAll ? state.problems : [])];
  const places = new Map(all);
  if (places.size === 0) return null;
  const unplaced = [...places]
    .filter(([place]) => !isShownPlace(place))
    .map(([, problem]) => problemText(problem, language));
  return (
    <div tabIndex={-1} data-whole-problem="">
      <Notice tone="problem">
        {unplaced.length < places.size && <div>{t('form.problems', { count: places.size })}</div>}
        {[...new Set(unplaced)].map((sentence) => (
          <div key={sentence}>{sentence}</div>
        ))}
      </Notice>
    </div>
  );
}

const firstPlaces: ReadonlySet<string> = new Set(['firstName', 'lastName', 'organizationName', 'email', 'phone']);

/* Lists as a whole have no field that could say what is wrong with them. */
function isShownPlace(place: string): boolean {
  return (
    firstPlaces.has(place) ||
    (sectionOf(place) !== null && place !== 'addresses' && place !== 'contacts' && place !== 'attributes')
  );
}

function Section({
  name,
  limits,
  form,
  state,
  isNew,
}: CustomerFormViewProps & { readonly name: SectionName }): ReactNode {
  const { t } = useTranslation('customers');
  const wrong = [...state.refused.keys(), ...(state.showsAll ? state.problems.keys() : [])];
  const wrongCount = new Set(wrong.filter((place) => sectionOf(place) === name)).size;
  const count = name === 'contacts' || name === 'addresses' || name === 'affiliations' ? form[name].length : 0;
  return (
    <Accordion.Item value={name}>
      <Accordion.Control mih={touchTargetPx}>
        <Group gap="sm">
          <Text fw={600}>{t(`form.${name}`)}</Text>
          {count > 0 && <Text className="quiet">{count}</Text>}
          {wrongCount > 0 && <AttentionBadge text={t('form.problems', { count: wrongCount })} />}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <SectionContent name={name} limits={limits} isNew={isNew} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

interface SectionContentProps {
  readonly name: SectionName;
  readonly limits: FormLimits;
  readonly isNew: boolean;
}

function SectionContent({ name, limits, isNew }: SectionContentProps): ReactNode {
  switch (name) {
    case 'contacts':
      return <ContactsSection />;
    case 'addresses':
      return <AddressesSection countMax={limits.addressCountMax} />;
    case 'personal':
      return <PersonalSection takesTitle={limits.takesTitle} />;
    case 'attributes':
      return <AttributesSection />;
    case 'affiliations':
      return <AffiliationsSection isNew={isNew} />;
    case 'receipts':
      return <ReceiptsSection />;
    case 'notes':
      return <NotesSection />;
  }
}
