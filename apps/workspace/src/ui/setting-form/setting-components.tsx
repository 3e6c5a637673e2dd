import type { ComponentType, ReactNode } from 'react';
import { SettingFormPage } from './setting-form-page.tsx';
import { SettingListPage } from './setting-list-page.tsx';
import type { SettingForm } from './setting-form.ts';
import type { SettingParts, SettingPlace } from './setting-pages.ts';

/** A page of a kind of settings, with how it is shown. */
export interface SettingPageProps {
  readonly place: SettingPlace;
  readonly form: SettingForm;
  readonly parts: SettingParts;
}

/** The pages of a kind, made for one kind each. */
export const settingComponents = {
  list: (props: SettingPageProps): ComponentType =>
    function List(): ReactNode {
      return <SettingListPage {...props} />;
    },
  form: (props: SettingPageProps): ComponentType =>
    function Form(): ReactNode {
      return <SettingFormPage {...props} isNew={false} />;
    },
  creation: (props: SettingPageProps): ComponentType =>
    function Creation(): ReactNode {
      return <SettingFormPage {...props} isNew />;
    },
};
