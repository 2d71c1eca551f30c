//! What can be done with accounts and sessions.

mod accounts;
mod addresses;
mod attempts;
mod codes;
mod devices;
mod emails;
mod factors;
mod front_ends;
mod grants;
mod housekeeping;
mod links;
mod own_sessions;
mod passkeys;
mod passwords;
mod proposals;
mod registration;
mod sessions;
mod terms;
mod verified;

pub use accounts::{
    account, accounts, create_administrator, is_acted_for, me, organisation_of, tell_account,
    tell_organisation, warn_organisation,
};
pub use emails::{
    CHANGE_LIFE, close_account, confirm_email_change, request_email_change, restore_email,
};
pub use factors::{
    RECOVERY_CODES, begin_factor, begin_factor_by_password, confirm_factor,
    confirm_factor_by_password, remove_factor,
};
pub use front_ends::{
    Vouched, begin_through, end_all_through, end_through, give_up, id_token, subject, vouch,
};
pub use grants::{GrantWish, end, grant, grant_organisation, grants, revoke};
pub use housekeeping::{key_set, rotate_keys, tend, tend_keys};
pub use links::{
    KnownOutside, OutsideWish, ShownAgain, actor_outside, confirm_linked, is_linked, known_outside,
    link, own_links, refuse_link, release_outside, release_shown, reserve_confirming, shown_again,
    sign_in_outside, unlink, vouch_outside,
};
pub use own_sessions::{end_all, end_own, own_sessions};
pub use passkeys::{
    PasskeyChallenge, PasskeyShown, add_passkey, begin_passkey, begin_passkey_session,
    own_passkeys, remove_passkey, sign_in_by_passkey,
};
pub use passwords::{RESET_LIFE, change_password, request_reset, reset};
pub use proposals::{ProposeRequest, accept, proposal, proposals, propose, second, withdraw};
pub use registration::{CODE_LIFE, OutsideRegistration, Wish, confirm, register, register_outside};
pub use sessions::{
    Credentials, actor_in, actor_of, client_token, refresh, sign_in, sign_out, still_stands,
};
pub use terms::{agree, terms_of_use};
pub use verified::{unverify, verify};
