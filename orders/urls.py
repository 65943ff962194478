"""Addresses of orders, service, windows, alerts and the board. Objects are named by opaque refs."""

from django.urls import path

from orders.views import alerts, board, court_rules, deadlines, hearings, orders, service, windows

app_name = "orders"

urlpatterns = [
    path("board/", board.Board.as_view(), name="board"),
    path("board/rows/", board.BoardRows.as_view(), name="board_rows"),
    path("cases/<str:ref>/orders/", orders.CaseOrders.as_view(), name="case_orders"),
    path("cases/<str:ref>/orders/new/", orders.NewOrder.as_view(), name="new"),
    path("orders/<str:ref>/", orders.OrderPage.as_view(), name="order"),
    path("orders/<str:ref>/edit/", orders.EditOrder.as_view(), name="edit"),
    path("orders/<str:ref>/end/", orders.EndOrder.as_view(), name="end"),
    path("orders/<str:ref>/out/", orders.SendOut.as_view(), name="send_out"),
    path("orders/<str:ref>/service/", service.RecordService.as_view(), name="record_service"),
    path("orders/<str:ref>/hearings/new/", hearings.NewHearing.as_view(), name="new_hearing"),
    path("service/<str:ref>/correct/", service.CorrectService.as_view(), name="correct_service"),
    path("service/<str:ref>/withdraw/", service.VoidService.as_view(), name="void_service"),
    path("hearings/<str:ref>/", hearings.EditHearing.as_view(), name="edit_hearing"),
    path("deadlines/<str:ref>/", deadlines.Overwrite.as_view(), name="deadline"),
    path("deadlines/<str:ref>/rule/", deadlines.Restore.as_view(), name="deadline_restore"),
    path("deadlines/<str:ref>/done/", deadlines.Met.as_view(), name="deadline_met"),
    path("deadlines/<str:ref>/open/", deadlines.Reopen.as_view(), name="deadline_open"),
    path("alerts/<str:ref>/", alerts.AlertPage.as_view(), name="alert"),
    path("alerts/<str:ref>/acknowledge/", alerts.AcknowledgeAlert.as_view(), name="acknowledge"),
    path("windows/<str:ref>/close/", windows.CloseEarly.as_view(), name="close_early"),
    path("policy/", windows.Policy.as_view(), name="policy"),
    path("policy/edit/", windows.EditPolicy.as_view(), name="edit_policy"),
    path("court-rules/", court_rules.Rules.as_view(), name="court_rules"),
    path("court-rules/pack/", court_rules.ChoosePack.as_view(), name="court_pack"),
    path("court-rules/checked/", court_rules.Checked.as_view(), name="court_checked"),
    path("court-rules/days/", court_rules.Days.as_view(), name="court_days"),
    path("court-rules/days/<str:ref>/remove/", court_rules.RemoveDay.as_view(), name="court_day_remove"),
    path("court-rules/years/add/", court_rules.AddYear.as_view(), name="court_year_add"),
    path("court-rules/rules/<slug:kind>/", court_rules.EditRule.as_view(), name="court_rule"),
    path("court-rules/rules/<slug:kind>/drop/", court_rules.DropRule.as_view(), name="court_rule_drop"),
]
