//! How accounts, sessions and keys are read and written.

mod accounts;
mod attempts;
mod closing;
mod devices;
mod emails;
mod factors;
mod grants;
mod keys;
mod links;
mod passkeys;
mod proposals;
mod registrations;
mod resets;
mod sessions;

pub use accounts::{
    Wanted, account_by_email, accounts, add_account, count_not_for_show, credentials, hold_account,
    hold_password, set_password,
};
pub use attempts::{clear_attempts, release, reserve, sweep_attempts};
pub use closing::{administrators_beside, agree, close, own_terms, sweep_closed};
pub use devices::{known_devices, put_device, sweep_devices};
pub use emails::{
    add_email_change, change_email, email_changes_since, hold_email_changes, hold_email_returns,
    restore_email, sweep_emails,
};
pub use factors::{
    confirm_factor, has_recovery_code, hold_factor, own_factor, put_factor, remove_factor, spend,
};
pub use grants::{
    acting_for, given, given_to, grants_of, hold_given, is_acted_for, other_administrators,
    put_grant, remove_grant, sweep_grants, unverify, verify, wearer,
};
pub use keys::{add_key, lock_keys, remove_keys, sealed_keys};
pub use links::{
    add_link, claimed_of, count_links, is_guarded, link_of, own_links, remove_link, use_link,
};
pub use passkeys::{
    add_passkey, ask_anybody, ask_for_passkey, credentials_of, hold_challenge, hold_passkey,
    own_passkeys, remove_passkey, sweep_challenges, use_passkey,
};
pub use proposals::{
    accept, add_proposal, complete, hold_proposal, hold_proposals_to, proposals, second, standing,
    sweep_proposals, withdraw,
};
pub use registrations::{
    add_registration, asked_since, forget_asked, hold_registrations, sweep_registrations,
};
pub use resets::{add_reset, forget_resets, hold_resets, resets_since, sweep_resets};
pub use sessions::{
    TOPIC, add_session, end_sessions, ended_since, hold_session, own_sessions, sessions_of,
    sessions_through, sessions_under, sessions_with, sweep_sessions, turn_session,
};
