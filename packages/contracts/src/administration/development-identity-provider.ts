/** Begins the name of every client of the development identity provider: a production configuration refuses it. */
export const developmentClientPrefix = 'counterfoil-development-';

/** In the discovery document of the development identity provider, which is how a production recognises it anywhere. */
export const developmentProviderMark = 'counterfoil_development_only';
