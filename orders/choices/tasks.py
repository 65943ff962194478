"""The words of each task a policy may name, by its key."""

from django.utils.translation import gettext_lazy as _

TASK_TITLES = {
    # Before service: it can happen at any hour.
    "explain_service": _("Explain what service is and when it may happen"),
    "plan_service_moment": _(
        "Plan the moment of service: when, where and how; where client and children will be"
    ),
    "service_bag_and_phone": _("Check the bag, the charged phone and copies of the order"),
    "service_notice_registration": _("Offer to register for a notice of service"),
    "service_signals": _("Agree danger signals with the people around"),
    "confirm_safe_contact": _("Confirm the safe way and time to reach the client"),
    "check_service_status": _("Ask whether the order has been served"),
    "mutual_order": _("Orders against both sides: offer the client a referral to an attorney"),
    "ask_new_date": _("The hearing was moved: ask the court for the new date, and enter it"),
    "ask_what_follows": _(
        "The hearing was called off: ask the court what follows, and how long the order lasts"
    ),
    "review_unserved": _("Review: the order is still not served"),
    # Deadlines of an order.
    "ask_hearing_date": _("No date for the full hearing is recorded: ask the court, and enter it"),
    "hearing_day_check_in": _("Day in court: check in with the client before the hearing"),
    "criminal_watch": _("Find out whether the no-contact order still stands after this hearing"),
    "service_in_3_days": _("The order has to be served within three days for the hearing to go ahead"),
    "service_tomorrow": _("Tomorrow is the last day for service before the hearing"),
    "ask_continuance": _("Not served: ask about moving the hearing, or another way of service"),
    "unserved_3_days": _("Not served for 3 days: ask who serves the order, and what was tried"),
    "unserved_7_days": _("Not served for 7 days: talk with the client about another way of service"),
    "unserved_7_days_review": _("Review: not served for 7 days"),
    "firearm_proof_missing": _("No proof that firearms were handed over: ask the court and law enforcement"),
    "firearm_review_tomorrow": _("Tomorrow the court reviews whether firearms were handed over"),
    "order_ends_today": _("The order ends today: does the client know, and what follows?"),
    "order_has_ended": _(
        "The order has ended: ask how the client is, look at the plan together, and note what follows"
    ),
    # The last stretch of an order; either answer of the client is right.
    "renewal_opens": _("Renewal may be asked for from now on: tell the client, and ask what they want"),
    "renewal_60": _("The order ends in 60 days or less: ask what the client wants"),
    "renewal_30": _("The order ends in 30 days or less: ask what the client wants"),
    "renewal_14": _("The order ends in two weeks or less: ask what the client wants"),
    "renewal_7": _("The order ends in a week or less: ask what the client wants"),
    "renewal_undecided": _(
        "An order ends within a week and no decision of the client is on record: look at the case"
    ),
    "renewal_file": _("The client wants to renew: help with the petition, and note when it is filed"),
    "renewal_not_filed": _(
        "An order ends within a week, the client wants to renew, no petition is on record: look at the case"
    ),
    "renewal_no_paper": _(
        "An order ends within a week, renewal was granted, no new order is on record: look at the case"
    ),
    "renewal_court_date": _("Renewal is asked for: ask the court for the date of the hearing, and enter it"),
    "renewal_new_order": _("Renewal was granted: record the new order, or the new end of this one"),
    "renewal_denied": _("Renewal was denied: talk over with the client what else is possible"),
    "protection_may_lapse": _(
        "Protection may lapse tonight: ask the court at once whether the order goes on or a new one was made"
    ),
    # Something learned of late, or service at an unknown time.
    "contact_now": _("Contact the client now: this was learned of late"),
    "review_late_entry": _("Look at why this became known late"),
    "find_service_time": _("Find out when service happened"),
    "late_knowledge": _("Service was known more than 72 hours after it happened: review how we learn of it"),
    # While the respondent is in custody.
    "custody_release": _(
        "Find out when the respondent may be released; offer to register for a notice of release"
    ),
    "custody_ask": _("Ask the jail or the notification service whether the respondent is still in custody"),
    "custody_eve": _("Release may come tomorrow: confirm the day, look at the plan with the client"),
    "custody_passed": _("The expected day has passed: find out whether the respondent was released"),
    "attempt_tell_client": _(
        "Tell the client that service was attempted; the respondent may know of the order"
    ),
    # The first 72 hours.
    "reach_client": _("Reach the client by the safe method, then every day"),
    "safe_tonight": _(
        "Confirm a safe place tonight, children, pets, charged phone, copy of the order at hand"
    ),
    "walk_through_plan": _("Walk through the plan: exits, who is called, danger signals known"),
    "tell_places": _("With the client's consent tell workplace, school and day-care; check the pick-up list"),
    "ask_firearms": _("Ask about firearms, the deadline to hand them over, and proof"),
    "firearm_surrender_due": _("Firearms are due to be handed over: ask for proof"),
    "firearm_receipt_due": _("The receipt for firearms is due at the court: ask for it"),
    "firearms_tell_client": _("Tell the client what is known about the firearms"),
    "technology_check": _("Technology check: shared accounts, location sharing, car"),
    "offer_shelter": _("Offer shelter or hotel, a police safety check or extra patrol, if wanted"),
    "ask_injury": _("Ask about strangulation and injury; offer medical care"),
    "how_to_report": _("Explain how to report violations and keep evidence"),
    "agree_check_in": _("Agree the next check-in, and what happens if it is missed"),
    "check_in_day_2": _("Check in with the client: second day"),
    "check_in_day_3": _("Check in with the client: third day"),
    "assign_cover": _("Assign cover for nights and the weekend"),
    "look_at_plan": _("Look at the date of the safety plan"),
    "second_person": _("Confirm that a second person can reach the client"),
    "consider_team": _("Consider referral to the high-risk team (needs a release); note the decision"),
    # After other events than service.
    "plan_after_event": _("Look at the safety plan together in the light of what happened"),
    "look_at_case": _("Look at the case: who is with the client, what is needed, who covers"),
    "medical_strangulation": _(
        "Offer medical care today: pressure on the neck can injure without leaving marks"
    ),
    "tell_client_release": _("Tell the client of the release by the safe method"),
    "hearing_outcome": _("Enter what came of the hearing"),
    "exchange_safety": _("Plan the handing over of the children: place, time, who is there"),
    # What follows a violation.
    "violation_ask_report": _("Ask the client again about reporting the violation"),
    "violation_help_report": _("Help the client report the violation, as the client wants it done"),
    "violation_report_number": _("Ask for the number of the police report"),
    "violation_report_outcome": _("Ask what came of the report: arrest, charge"),
    "violation_arrest_release": _(
        "Ask when the respondent may be released; register for a notice of release; tell the client"
    ),
    "violation_charge": _("Ask whether there will be a charge, and who the prosecutor is"),
    "violation_court_dates": _("Ask for the next date in court, and what contact is forbidden until then"),
    "violation_other_ways": _("Not charged: talk over what else is possible"),
    # To day 14.
    "check_in_two_days": _("Check in with the client: within 48 hours"),
    "check_in_twice_weekly": _("Check in with the client: twice a week"),
    "prepare_hearing": _("Prepare the hearing"),
    "court_day_safety": _("Plan the day in court: arriving, leaving, waiting room, parking, escort"),
    "firearm_proof": _("Check for proof that firearms were handed over"),
    "replace_tried_items": _("Replace items of the plan that were tried"),
    "return_filed": _("Check that proof of service is filed with the court"),
    "school_told": _("Check that the children's school knows"),
    "follow_referrals": _("Follow up open referrals"),
    "weekly_review": _("Weekly review of the case"),
    "caseload_cover": _("Check cover for the caseload"),
    # To day 30.
    "check_in_weekly": _("Check in with the client: weekly"),
    "review_plan": _("Review the safety plan together"),
    "copies_final_order": _("Replace copies with the final order"),
    "settle_work": _("Settle changes at work: site, parking, schedule"),
    "legal_referral": _("Ask about legal referrals"),
    "offer_counselling": _("Offer counselling"),
    "review_day_30": _("Review at day 30"),
    # To day 90, and beyond where switched on.
    "check_in_two_weeks": _("Check in every two weeks, or as the client wishes"),
    "ask_violations": _("Ask about violations"),
    "outcomes_housing_money": _("Note outcomes of housing and money referrals"),
    "enter_expiry_dates": _("Enter renewal and expiry dates"),
    "closing_review": _("Short closing review; the plan reviewed"),
    "check_in_monthly": _("Check in with the client: monthly"),
    # What follows from check-ins.
    "missed_check_in": _("A check-in was not done in time: do it now"),
    "check_in_need": _("The client needs something: see the check-in, and do what was agreed"),
    "call_not_reached": _("Call the client: two attempts to reach the client went unanswered"),
    "call_emergency_contact": _("Call the emergency contact, as the client agreed"),
    "decide_welfare_check": _("Decide about a welfare check, as the client said beforehand"),
    "not_reached_twice": _("Not reached twice: talk with the supervisor about what follows"),
    "check_in_wish": _("The client wants fewer check-ins in the acute phase: look at the case"),
}
